CREATE FUNCTION migration_guard.log_hash(entry migration_guard.log, previous bytea) RETURNS bytea
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, migration_guard, pg_temp
SET TimeZone = 'UTC'
AS $$
BEGIN
    RETURN sha256(previous || convert_to(jsonb_build_array(
        entry.id, to_char(entry.at, 'YYYY-MM-DD HH24:MI:SS.US'), entry.event, entry.who, entry.application, entry.client,
        entry.transaction::text, entry.subject, entry.details)::text, 'UTF8'));
END
$$;

-- The only way into the log. Whoever also locks the epoch locks it first.
CREATE FUNCTION migration_guard.append(event text, subject text, details jsonb) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, migration_guard, pg_temp
SET standard_conforming_strings = on
SET row_security = off
AS $$
DECLARE
    head record;
    entry migration_guard.log;
BEGIN
    SELECT h.id, h.hash INTO STRICT head FROM migration_guard.log_head AS h FOR UPDATE;
    entry.id := head.id + 1;
    entry.at := clock_timestamp();
    entry.event := append.event;
    entry.who := session_user;
    entry.application := current_setting('application_name');
    entry.client := coalesce(host(inet_client_addr()), 'local');
    entry.transaction := pg_current_xact_id();
    entry.subject := append.subject;
    entry.details := coalesce(append.details, '{}');
    entry.previous := head.hash;
    entry.hash := migration_guard.log_hash(entry, head.hash);
    INSERT INTO migration_guard.log SELECT entry.*;
    UPDATE migration_guard.log_head AS h SET id = entry.id, hash = entry.hash;
    RETURN entry.id;
END
$$;

-- The first row that was changed or is missing, and what is wrong with it; nothing when the log is whole.
CREATE FUNCTION migration_guard.verify_log() RETURNS TABLE (id bigint, problem text)
LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, migration_guard, pg_temp
SET row_security = off
AS $$
    WITH chained AS (
        SELECT l AS entry, l.id, l.previous, l.hash,
            row_number() OVER line AS expected_id, lag(l.hash, 1, ''::bytea) OVER line AS expected_previous
        FROM migration_guard.log AS l
        WINDOW line AS (ORDER BY l.id)
    ), problems AS (
        SELECT c.expected_id AS id,
            CASE
                WHEN c.id <> c.expected_id THEN 'this row is missing'
                WHEN c.previous <> c.expected_previous THEN 'this row does not follow the one before it'
                ELSE 'this row was changed'
            END AS problem
        FROM chained AS c
        WHERE c.id <> c.expected_id OR c.previous <> c.expected_previous OR c.hash <> migration_guard.log_hash(c.entry, c.previous)
        UNION ALL
        SELECT h.id, 'this row, the last one, is missing or was replaced'
        FROM migration_guard.log_head AS h
        WHERE h.id > 0 AND NOT EXISTS (SELECT FROM migration_guard.log AS l WHERE l.id = h.id AND l.hash = h.hash)
        UNION ALL
        SELECT max(l.id), 'the head of the log is missing or older than this row'
        FROM migration_guard.log AS l
        HAVING max(l.id) > coalesce((SELECT max(h.id) FROM migration_guard.log_head AS h), 0)
    )
    SELECT p.id, p.problem FROM problems AS p ORDER BY p.id LIMIT 1
$$;

CREATE FUNCTION migration_guard.refuse_log_change() RETURNS trigger
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    RAISE EXCEPTION USING ERRCODE = 'MG004',
        MESSAGE = format('%s on migration_guard.%I is refused: the log is only appended to', TG_OP, TG_TABLE_NAME);
END
$$;

CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON migration_guard.log
    FOR EACH STATEMENT EXECUTE FUNCTION migration_guard.refuse_log_change();

CREATE FUNCTION migration_guard.check_log_head() RETURNS trigger
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND EXISTS (
        SELECT FROM migration_guard.log AS l WHERE l.id = NEW.id AND l.hash = NEW.hash AND l.previous = OLD.hash AND l.id = OLD.id + 1)
    THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION USING ERRCODE = 'MG004',
        MESSAGE = format('%s on migration_guard.log_head is refused: it follows the log', TG_OP);
END
$$;

CREATE TRIGGER follows_log BEFORE UPDATE OR DELETE ON migration_guard.log_head
    FOR EACH ROW EXECUTE FUNCTION migration_guard.check_log_head();
CREATE TRIGGER follows_log_whole BEFORE TRUNCATE ON migration_guard.log_head
    FOR EACH STATEMENT EXECUTE FUNCTION migration_guard.check_log_head();
