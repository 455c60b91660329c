create table person (
  id serial primary key,
  name varchar(20) not null,
  avatar text,
  admin boolean default false not null,
  published timestamp not null default now(),
  unique (name)
);

create table community (
  id serial primary key,
  title varchar(100) not null,
  creator_id int references person on update cascade on delete cascade not null,
  nsfw boolean default false not null
);

create function hot_rank(score numeric) returns integer as $$
begin
  return floor(10000 * log(greatest(1, score + 3)))::integer;
end; $$ language plpgsql;

create view community_view as select c.*, (select name from person p where p.id = c.creator_id) as creator_name, hot_rank(c.id) from community c;
