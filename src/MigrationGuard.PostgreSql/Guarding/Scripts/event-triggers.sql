-- With ENABLE ALWAYS below: a session with session_replication_role = replica is guarded too, while the ledger's own triggers stay
-- as they are, so that they do not fire where logical replication applies rows.
ALTER FUNCTION migration_guard.on_command_start() SET session_replication_role = origin;
ALTER FUNCTION migration_guard.on_command_end() SET session_replication_role = origin;
ALTER FUNCTION migration_guard.on_drop() SET session_replication_role = origin;
ALTER FUNCTION migration_guard.judge_transaction() SET session_replication_role = origin;

CREATE EVENT TRIGGER migration_guard_start ON ddl_command_start
    WHEN TAG IN ('CREATE INDEX', 'DROP INDEX', 'ALTER TABLE') EXECUTE FUNCTION migration_guard.on_command_start();
CREATE EVENT TRIGGER migration_guard_end ON ddl_command_end EXECUTE FUNCTION migration_guard.on_command_end();
CREATE EVENT TRIGGER migration_guard_drop ON sql_drop EXECUTE FUNCTION migration_guard.on_drop();

ALTER EVENT TRIGGER migration_guard_start ENABLE ALWAYS;
ALTER EVENT TRIGGER migration_guard_end ENABLE ALWAYS;
ALTER EVENT TRIGGER migration_guard_drop ENABLE ALWAYS;
