-- migrationguard: phase contract
SET lock_timeout = '2s';

DROP TRIGGER users_sync_handle ON users;

DROP FUNCTION users_sync_handle();

ALTER TABLE users DROP COLUMN username;
