SET lock_timeout = '2s';

ALTER TABLE users ADD COLUMN handle text;

CREATE FUNCTION users_sync_handle() RETURNS trigger LANGUAGE plpgsql AS $$
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

CREATE TRIGGER users_sync_handle BEFORE INSERT OR UPDATE ON users
  FOR EACH ROW EXECUTE FUNCTION users_sync_handle();
