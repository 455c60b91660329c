-- left: 2 is code of its own, which no plan can take apart
do $$ begin delete from community_counts where post_count < 0; end $$;
drop table community_counts cascade;
