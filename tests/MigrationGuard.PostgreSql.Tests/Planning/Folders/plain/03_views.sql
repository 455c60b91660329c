alter table community add column removed boolean not null default false;
drop view community_view;
drop function hot_rank(numeric);
create function hot_rank(score numeric, published timestamp without time zone) returns integer as $$
begin
  return floor(10000 * log(greatest(1, score + 3)) / power(extract(epoch from (now() - published)) / 3600 + 2, 1.8))::integer;
end; $$ language plpgsql immutable;
create view community_view as select c.*, p.name as creator_name, hot_rank(c.id, p.published) from community c join person p on p.id = c.creator_id;
create index idx_person_published on person (published desc);
