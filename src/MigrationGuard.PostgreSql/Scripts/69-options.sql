-- Whoever changes a version, through whatever way: at the end of the transaction it is in the log, and what it uses is recorded.
CREATE FUNCTION migration_guard.on_version_changed() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, migration_guard, pg_temp
SET row_security = off
AS $$
DECLARE
    subject CONSTANT text := NEW.service || ' ' || NEW.label;
    classes oid[];
    objects oid[];
BEGIN
    IF NOT EXISTS (SELECT FROM migration_guard.version AS v WHERE v.id = NEW.id) THEN
        RETURN NULL;
    END IF;
    IF TG_OP = 'INSERT' THEN
        PERFORM migration_guard.append('publish', subject, jsonb_build_object('digest', NEW.digest,
            'statements', (SELECT count(*) FROM migration_guard.statement AS s WHERE s.version = NEW.id)));
    ELSE
        PERFORM migration_guard.append(CASE NEW.state WHEN 'published' THEN 'publish' ELSE NEW.state END, subject,
            jsonb_strip_nulls(jsonb_build_object('digest', NEW.digest, 'before', OLD.state, 'until', NEW.window_until, 'reason', NEW.reason)));
    END IF;
    SELECT array_agg(o.class), array_agg(o.object) INTO classes, objects
    FROM migration_guard.object AS o
    WHERE o.version = NEW.id AND o.object IS NOT NULL
        AND ((TG_OP = 'UPDATE' AND OLD.state = 'retired') OR NOT EXISTS (SELECT FROM migration_guard.seen AS s WHERE s.kind = o.kind AND s.identity = o.identity));
    IF classes IS NOT NULL THEN
        PERFORM migration_guard.record_facts(classes, objects);
    END IF;
    RETURN NULL;
END
$$;

CREATE CONSTRAINT TRIGGER published AFTER INSERT ON migration_guard.version
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION migration_guard.on_version_changed();
CREATE CONSTRAINT TRIGGER changed AFTER UPDATE ON migration_guard.version
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
    WHEN (OLD.state <> NEW.state OR OLD.window_until IS DISTINCT FROM NEW.window_until OR OLD.digest <> NEW.digest)
    EXECUTE FUNCTION migration_guard.on_version_changed();

-- Takes the responsibility for one difference, for one version ("4.2.0", or "webshop 4.2.0" where several services have that label).
CREATE FUNCTION migration_guard.accept(version text, difference text, reason text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, migration_guard, pg_temp
SET row_security = off
SET lock_timeout = '10 s'
AS $$
DECLARE
    found record;
BEGIN
    IF btrim(coalesce(accept.reason, '')) = '' THEN
        RAISE EXCEPTION USING ERRCODE = 'MG004', MESSAGE = 'a difference is accepted with a reason', HINT = 'SELECT migration_guard.accept(version, difference, reason)';
    END IF;
    PERFORM FROM migration_guard.epoch FOR UPDATE;
    SELECT count(*) AS versions, min(v.id) AS id, min(v.service || ' ' || v.label) AS name INTO found
    FROM migration_guard.version AS v
    WHERE accept.version IN (v.label, v.service || ' ' || v.label) AND v.state <> 'retired';
    IF found.versions <> 1 THEN
        RAISE EXCEPTION USING ERRCODE = 'MG004',
            MESSAGE = CASE WHEN found.versions = 0 THEN format('no version %s is published here', accept.version) ELSE format('several services have a version %s', accept.version) END,
            HINT = 'Name it with its service: ''webshop 4.2.0''.';
    END IF;
    IF NOT coalesce(accept.difference ~ '^[0-9A-Za-z:_.-]{4,200}$', false) THEN
        RAISE EXCEPTION USING ERRCODE = 'MG004', MESSAGE = format('%L is no difference', accept.difference), HINT = 'The error that refused the change names the differences.';
    END IF;
    INSERT INTO migration_guard.acceptance AS a (version, difference, reason) VALUES (found.id, accept.difference, accept.reason)
    ON CONFLICT ON CONSTRAINT acceptance_pkey DO UPDATE SET reason = excluded.reason, accepted_at = now(), accepted_by = session_user;
    PERFORM migration_guard.append('accept', found.name, jsonb_build_object('difference', accept.difference, 'reason', accept.reason));
END
$$;

-- Changes what is not null.
CREATE FUNCTION migration_guard.configure(new_mode text, new_unknown text, new_budget interval, reason text) RETURNS void
LANGUAGE plpgsql
SET search_path = pg_catalog, migration_guard, pg_temp
SET lock_timeout = '10 s'
AS $$
DECLARE
    before migration_guard.setting;
    after migration_guard.setting;
BEGIN
    PERFORM FROM migration_guard.epoch FOR UPDATE;
    SELECT s.* INTO before FROM migration_guard.setting AS s;
    UPDATE migration_guard.setting AS s
    SET mode = coalesce(new_mode, s.mode), unknown = coalesce(new_unknown, s.unknown), budget = coalesce(new_budget, s.budget)
    RETURNING s.* INTO after;
    IF before IS DISTINCT FROM after THEN
        PERFORM migration_guard.append('mode', '', jsonb_strip_nulls(jsonb_build_object('mode', after.mode, 'unknown', after.unknown, 'budget', after.budget,
            'before', jsonb_build_object('mode', before.mode, 'unknown', before.unknown, 'budget', before.budget), 'reason', reason)));
    END IF;
END
$$;

REVOKE ALL ON ALL FUNCTIONS IN SCHEMA migration_guard FROM PUBLIC;
