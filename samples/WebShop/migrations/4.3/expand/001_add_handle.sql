SET lock_timeout = '2s';

BEGIN;

ALTER TABLE customers ADD COLUMN handle text;

CREATE FUNCTION customers_sync_handle() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    NEW.handle := coalesce(NEW.handle, NEW.username);
    NEW.username := coalesce(NEW.username, NEW.handle);
  ELSIF NEW.handle IS DISTINCT FROM OLD.handle THEN
    NEW.username := NEW.handle;
  ELSE
    NEW.handle := NEW.username;
  END IF;
  RETURN NEW;
END;
$$;

CREATE TRIGGER customers_sync_handle BEFORE INSERT OR UPDATE ON customers
  FOR EACH ROW EXECUTE FUNCTION customers_sync_handle();

COMMIT;
