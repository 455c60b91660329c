CREATE EVENT TRIGGER migration_guard_start ON ddl_command_start
    WHEN TAG IN ('CREATE INDEX', 'DROP INDEX', 'ALTER TABLE') EXECUTE FUNCTION migration_guard.on_command_start();
CREATE EVENT TRIGGER migration_guard_end ON ddl_command_end EXECUTE FUNCTION migration_guard.on_command_end();
CREATE EVENT TRIGGER migration_guard_drop ON sql_drop EXECUTE FUNCTION migration_guard.on_drop();

-- In a session with session_replication_role = replica too.
ALTER EVENT TRIGGER migration_guard_start ENABLE ALWAYS;
ALTER EVENT TRIGGER migration_guard_end ENABLE ALWAYS;
ALTER EVENT TRIGGER migration_guard_drop ENABLE ALWAYS;
