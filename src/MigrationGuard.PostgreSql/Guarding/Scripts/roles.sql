-- Roles belong to the cluster: another database's guard may have made them.
DO $$
DECLARE
    wanted record;
BEGIN
    FOR wanted IN
        SELECT r.name, r.comment
        FROM (VALUES
            ('migration_guard_reader', 'Reads what the guard knows'),
            ('migration_guard_publisher', 'Publishes app versions and says which are live'),
            ('migration_guard_approver', 'Accepts differences'),
            ('migration_guard_releaser', 'Runs releases'),
            ('migration_guard_application', 'Says that it runs, and asks whether its own version works'),
            ('migration_guard_break_glass', 'May commit what the guard would refuse, with a ticket and a reason')) AS r (name, comment)
        WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_roles AS p WHERE p.rolname = r.name)
    LOOP
        BEGIN
            EXECUTE pg_catalog.format('CREATE ROLE %I NOLOGIN', wanted.name);
            EXECUTE pg_catalog.format('COMMENT ON ROLE %I IS %L', wanted.name, 'MigrationGuard: ' || wanted.comment);
        EXCEPTION WHEN duplicate_object OR unique_violation THEN
            -- Another database's guard was faster.
            NULL;
        END;
    END LOOP;
END
$$;

REVOKE ALL ON SCHEMA migration_guard, migration_guard_scratch FROM PUBLIC;
REVOKE ALL ON ALL TABLES IN SCHEMA migration_guard FROM PUBLIC;
REVOKE ALL ON ALL ROUTINES IN SCHEMA migration_guard FROM PUBLIC;

GRANT USAGE ON SCHEMA migration_guard TO migration_guard_reader, migration_guard_publisher, migration_guard_approver, migration_guard_releaser, migration_guard_application, migration_guard_break_glass;
GRANT SELECT ON ALL TABLES IN SCHEMA migration_guard TO migration_guard_reader, migration_guard_publisher, migration_guard_approver, migration_guard_releaser;
GRANT EXECUTE ON FUNCTION migration_guard.verify_log(), migration_guard.unseen(), migration_guard.prove(integer), migration_guard.uses(text, text), migration_guard.footprint(integer),
    migration_guard.witness_statement(bigint), migration_guard.witness_objects(bigint), migration_guard.snapshot(), migration_guard.presence()
    TO migration_guard_reader, migration_guard_publisher, migration_guard_approver, migration_guard_releaser;
GRANT EXECUTE ON FUNCTION migration_guard.forget_recordings(text, text, text, timestamptz), migration_guard.publish(jsonb), migration_guard.set_version_state(text, text, text, timestamptz, text) TO migration_guard_publisher;
GRANT EXECUTE ON FUNCTION migration_guard.note_applied(text, jsonb) TO migration_guard_publisher, migration_guard_releaser;
GRANT EXECUTE ON FUNCTION migration_guard.accept(text, text, text) TO migration_guard_approver;
GRANT EXECUTE ON FUNCTION migration_guard.note_contract(text, jsonb) TO migration_guard_approver, migration_guard_releaser;
GRANT EXECUTE ON FUNCTION migration_guard.acquire_lease(text, interval), migration_guard.seize_lease(text, interval), migration_guard.renew_lease(bigint, interval), migration_guard.give_back_lease(bigint),
    migration_guard.start_release(bigint, jsonb), migration_guard.note_release(bigint, jsonb), migration_guard.add_evidence(bigint, text, jsonb),
    migration_guard.change_version(bigint, text, text, text, timestamptz, text), migration_guard.raise_floor(bigint, text, jsonb),
    migration_guard.note_step(bigint, jsonb), migration_guard.forget_step(bigint, text, text, integer), migration_guard.judge_change(interval),
    migration_guard.watch_statements(text, timestamptz, bigint, jsonb), migration_guard.complete(integer),
    migration_guard.note_hiding(bigint, text, text, text, text, jsonb), migration_guard.note_log(text, jsonb, text), migration_guard.note_hit(text, text, jsonb), migration_guard.settle_hits(text, text) TO migration_guard_releaser;
GRANT EXECUTE ON FUNCTION migration_guard.heartbeat(text, text, text, text), migration_guard.leave(text, text, text, text), migration_guard.own_proof(text, text, text, interval),
    migration_guard.record(text, text, text, text, jsonb) TO migration_guard_application;
