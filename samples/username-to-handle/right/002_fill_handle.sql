-- migrationguard: no-transaction
DO $$
DECLARE
  last_id bigint := 0;
BEGIN
  LOOP
    WITH batch AS (
      SELECT id FROM users WHERE id > last_id ORDER BY id LIMIT 1000
    ), filled AS (
      UPDATE users SET handle = users.username
      FROM batch WHERE users.id = batch.id AND users.handle IS NULL
    )
    SELECT max(id) INTO last_id FROM batch;
    EXIT WHEN last_id IS NULL;
    COMMIT;
  END LOOP;
END;
$$;
