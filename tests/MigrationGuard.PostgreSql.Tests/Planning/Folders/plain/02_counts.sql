create table community_counts (id serial primary key, community_id int references community on update cascade on delete cascade not null, posts bigint not null default 0, unique (community_id));
insert into community_counts (community_id) select id from community;
create function community_counts_add() returns trigger language plpgsql as $$
begin
  insert into community_counts (community_id) values (new.id);
  return null;
end $$;
create trigger community_counts_add after insert on community for each row execute procedure community_counts_add();
