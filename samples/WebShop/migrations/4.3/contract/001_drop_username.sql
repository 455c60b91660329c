-- migrationguard: phase contract
SET lock_timeout = '2s';

BEGIN;

DROP TRIGGER customers_sync_handle ON customers;

DROP FUNCTION customers_sync_handle();

ALTER TABLE customers DROP COLUMN username;

COMMIT;
