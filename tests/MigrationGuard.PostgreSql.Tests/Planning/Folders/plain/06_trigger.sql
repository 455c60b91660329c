drop trigger if exists community_counts_add on community;
drop function community_counts_add();
drop index idx_person_published;
alter table community alter column nsfw drop not null, drop column removed cascade;
alter table person add column bio text, add column matrix_id text references person (name);
create unique index idx_person_lower_name on person (lower(name));
