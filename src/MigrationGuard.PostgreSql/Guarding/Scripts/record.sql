-- What an installation consists of, as far as an administrator could change it. xmin: who alters a row and alters it back leaves
-- another one. Functions of probers are made when a version is published, and are compared with probe_body instead.
SELECT jsonb_build_object(
    'database', (SELECT d.oid FROM pg_catalog.pg_database AS d WHERE d.datname = pg_catalog.current_database()),
    'server', pg_catalog.current_setting('server_version_num')::integer / 10000,
    'event_triggers', coalesce((
        SELECT jsonb_object_agg(e.evtname, jsonb_build_object(
            'oid', e.oid, 'xmin', e.xmin::text, 'event', e.evtevent, 'enabled', e.evtenabled, 'owner', o.rolname,
            'function', p.proname, 'tags', to_jsonb(e.evttags)))
        FROM pg_catalog.pg_event_trigger AS e
        JOIN pg_catalog.pg_proc AS p ON p.oid = e.evtfoid
        JOIN pg_catalog.pg_namespace AS n ON n.oid = p.pronamespace AND n.nspname = 'migration_guard'
        JOIN pg_catalog.pg_roles AS o ON o.oid = e.evtowner), '{}'),
    'triggers', coalesce((
        SELECT jsonb_object_agg(c.relname || '.' || t.tgname, jsonb_build_object(
            'oid', t.oid, 'xmin', t.xmin::text, 'enabled', t.tgenabled, 'definition', pg_catalog.pg_get_triggerdef(t.oid)))
        FROM pg_catalog.pg_trigger AS t
        JOIN pg_catalog.pg_class AS c ON c.oid = t.tgrelid
        JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace AND n.nspname = 'migration_guard'
        WHERE NOT t.tgisinternal), '{}'),
    'functions', coalesce((
        SELECT jsonb_object_agg(p.proname || '(' || pg_catalog.pg_get_function_identity_arguments(p.oid) || ')', jsonb_build_object(
            'source', md5(p.prosrc), 'settings', to_jsonb(p.proconfig), 'definer', p.prosecdef, 'owner', o.rolname,
            'body', md5(pg_catalog.pg_get_function_sqlbody(p.oid))))
        FROM pg_catalog.pg_proc AS p
        JOIN pg_catalog.pg_namespace AS n ON n.oid = p.pronamespace AND n.nspname = 'migration_guard'
        JOIN pg_catalog.pg_roles AS o ON o.oid = p.proowner
        WHERE p.proname !~ '^probe_[0-9a-f]{16}$'), '{}'))
