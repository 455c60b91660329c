alter table community_counts rename column posts to post_count;
alter table person add constraint name_length check (length(name) > 1);
update person set avatar = 'none' where avatar is null;
