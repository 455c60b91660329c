-- Who may break the glass is a member of one role; being a superuser is not enough.
CREATE FUNCTION migration_guard.is_member(person name, of_role name) RETURNS boolean
LANGUAGE sql STABLE
SET search_path = pg_catalog, pg_temp
AS $$
    WITH RECURSIVE held (id) AS (
        SELECT r.oid FROM pg_roles AS r WHERE r.rolname = person
        UNION
        SELECT m.roleid FROM pg_auth_members AS m JOIN held AS h ON m.member = h.id
    )
    SELECT EXISTS (SELECT FROM held AS h JOIN pg_roles AS r ON r.oid = h.id WHERE r.rolname = of_role)
$$;

-- { "ticket", "reason" } where the glass is broken, { "problem" } where somebody tried, else null.
CREATE FUNCTION migration_guard.broken_glass() RETURNS jsonb
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, migration_guard, pg_temp
SET standard_conforming_strings = on
AS $$
DECLARE
    said CONSTANT text := btrim(coalesce(current_setting('migration_guard.break_glass', true), ''));
    parts CONSTANT text[] := regexp_match(said, '^([^:]*[^:[:space:]])[[:space:]]*:[[:space:]]*(.+)$');
BEGIN
    IF said = '' THEN
        RETURN NULL;
    END IF;
    IF NOT migration_guard.is_member(session_user, 'migration_guard_break_glass') THEN
        RETURN jsonb_build_object('problem', format('migration_guard.break_glass is set, but %I is no member of migration_guard_break_glass', session_user));
    END IF;
    IF parts IS NULL THEN
        RETURN jsonb_build_object('problem', 'migration_guard.break_glass is set, but not to ''TICKET: reason''');
    END IF;
    RETURN jsonb_build_object('ticket', parts[1], 'reason', parts[2]);
END
$$;

CREATE FUNCTION migration_guard.name_of_version(version integer) RETURNS text
LANGUAGE sql STABLE
SET search_path = pg_catalog, migration_guard, pg_temp
AS $$
    SELECT v.service || ' ' || v.label FROM migration_guard.version AS v WHERE v.id = version
$$;

-- The first statements of a verdict: where they are in the application's source, what the server says, and why.
CREATE FUNCTION migration_guard.explanation(findings jsonb, verdict text, most integer) RETURNS text
LANGUAGE sql STABLE
SET search_path = pg_catalog, migration_guard, pg_temp
AS $$
    WITH chosen AS (
        SELECT f.*, row_number() OVER (ORDER BY f.version, s.origin #>> '{0,file}', (s.origin #>> '{0,line}')::integer, f.statement) AS place,
            count(*) OVER () AS total, s.text AS sql,
            migration_guard.name_of_version(f.version) AS name,
            coalesce((s.origin #>> '{0,file}') || coalesce(':' || (s.origin #>> '{0,line}'), '') || ': ', '') AS origin
        FROM jsonb_to_recordset(findings) AS f (version integer, statement bigint, verdict text, sqlstate text, message text, cause text, differences jsonb)
        LEFT JOIN migration_guard.statement AS s ON s.id = f.statement
        WHERE f.verdict = explanation.verdict
    )
    SELECT string_agg(concat(
            CASE WHEN (SELECT count(DISTINCT c.version) FROM chosen AS c) > 1 THEN '[' || name || '] ' END,
            origin, left(regexp_replace(sql, '[[:space:]]+', ' ', 'g'), 160), CASE WHEN length(sql) > 160 THEN '…' END,
            chr(10) || '    ' || concat_ws('; ', message || coalesce(' (' || sqlstate || ')', ''), cause,
                -- What the server itself refuses nobody can accept.
                CASE WHEN sqlstate IS NULL THEN (SELECT 'difference ' || string_agg(d ->> 'id', ', ') FROM jsonb_array_elements(nullif(differences, 'null')) AS d) END)), chr(10) ORDER BY place)
        || CASE WHEN max(total) > most THEN format(chr(10) || '… and %s more', max(total) - most) ELSE '' END
    FROM chosen
    WHERE place <= most
$$;

-- "version 4.2.0 of webshop (live until ...) cannot run 2 of 14 statements after this change"
CREATE FUNCTION migration_guard.summary(findings jsonb, verdict text) RETURNS text
LANGUAGE sql STABLE
SET search_path = pg_catalog, migration_guard, pg_temp
SET TimeZone = 'UTC'
AS $$
    WITH broken AS (
        SELECT v.id, v.service, v.label, v.window_until, count(DISTINCT f.statement) AS statements,
            (SELECT count(*) FROM migration_guard.statement AS s WHERE s.version = v.id) AS total,
            row_number() OVER (ORDER BY count(DISTINCT f.statement) DESC, v.id) AS place, count(*) OVER () AS versions
        FROM jsonb_to_recordset(findings) AS f (version integer, statement bigint, verdict text)
        JOIN migration_guard.version AS v ON v.id = f.version
        WHERE f.verdict = summary.verdict
        GROUP BY v.id
    )
    SELECT concat(
        CASE verdict WHEN 'unknown' THEN 'it is not known whether ' END,
        format('version %s of %s', label, service),
        CASE WHEN window_until IS NULL THEN ' (live, no end of its window is set)'
             WHEN window_until < now() THEN format(' (live, its window ended %s UTC)', to_char(window_until, 'YYYY-MM-DD HH24:MI'))
             ELSE format(' (live until %s UTC)', to_char(window_until, 'YYYY-MM-DD HH24:MI')) END,
        CASE verdict WHEN 'fail' THEN ' cannot run ' WHEN 'unknown' THEN ' can still run ' ELSE ' was not judged: ' END,
        CASE WHEN statements > 0 THEN format('%s of %s statements', statements, total) ELSE 'its statements' END,
        CASE verdict WHEN 'busy' THEN ' could not be proved in time' ELSE ' after this change' END,
        CASE WHEN versions > 1 THEN format(' (and %s more live versions)', versions - 1) END)
    FROM broken
    WHERE place = 1
$$;

CREATE FUNCTION migration_guard.refuse(findings jsonb, verdict text, glass jsonb) RETURNS void
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, migration_guard, pg_temp
AS $$
DECLARE
    first record;
    budget_used boolean;
    hint text;
BEGIN
    SELECT v.service, v.label, CASE WHEN f.sqlstate IS NULL THEN f.differences #>> '{0,id}' END AS difference INTO first
    FROM jsonb_to_recordset(findings) AS f (version integer, statement bigint, verdict text, sqlstate text, differences jsonb)
    LEFT JOIN migration_guard.version AS v ON v.id = f.version
    WHERE f.verdict = refuse.verdict
    ORDER BY f.sqlstate IS NOT NULL, f.version, f.statement LIMIT 1;
    budget_used := EXISTS (SELECT FROM jsonb_array_elements(findings) AS f WHERE f ->> 'verdict' = 'busy' AND f ->> 'statement' IS NOT NULL AND f ->> 'sqlstate' IS NULL);
    hint := CASE
        WHEN verdict = 'busy' AND budget_used THEN format(
            'The time budget (%s) was used up, and the changed tables stay locked as long as the guard thinks. Make the transaction smaller, or raise the budget for it: migrationguard guard install --budget 30s.',
            (SELECT s.budget FROM migration_guard.setting AS s))
        WHEN verdict <> 'busy' AND first.label IS NULL THEN
            'The guard itself failed: migrationguard doctor. In an emergency, as a member of migration_guard_break_glass: SET LOCAL migration_guard.break_glass = ''TICKET: reason'';'
        WHEN verdict = 'busy' THEN 'Nothing is known to be wrong. Run the same transaction again; somebody else held a lock or resource that the proof needed.'
        ELSE concat(
            'Keep what the version uses: add first, and remove when the version is retired.', chr(10),
            format('When nothing runs it and no rollback to it is planned: migrationguard versions retire %s --service %s --reason ...', first.label, first.service), chr(10),
            CASE WHEN first.difference IS NOT NULL THEN format('To take the responsibility, as a member of migration_guard_approver: SELECT migration_guard.accept(%L, %L, ''reason'');', first.service || ' ' || first.label, first.difference) || chr(10) END,
            'In an emergency, as a member of migration_guard_break_glass: SET LOCAL migration_guard.break_glass = ''TICKET: reason'';')
    END;
    RAISE EXCEPTION USING
        ERRCODE = CASE verdict WHEN 'fail' THEN 'MG001' WHEN 'unknown' THEN 'MG002' ELSE 'MG003' END,
        MESSAGE = 'refused: ' || coalesce(migration_guard.summary(findings, verdict), 'the guard could not judge this change'),
        DETAIL = coalesce(migration_guard.explanation(findings, verdict, 5), ''),
        HINT = concat_ws(chr(10), hint, glass ->> 'problem');
END
$$;

-- The transaction's event in the log, or an error that refuses it. The glass is whole again afterwards.
CREATE FUNCTION migration_guard.decide(findings jsonb, commands jsonb, OUT event text, OUT details jsonb)
LANGUAGE plpgsql
SET search_path = pg_catalog, migration_guard, pg_temp
AS $$
DECLARE
    glass CONSTANT jsonb := migration_guard.broken_glass();
    rules CONSTANT migration_guard.setting := (SELECT s FROM migration_guard.setting AS s);
    verdict CONSTANT text := (
        SELECT f ->> 'verdict' FROM jsonb_array_elements(findings) AS f
        WHERE f ->> 'verdict' <> 'unknown' OR rules.unknown = 'refuse'
        ORDER BY array_position(ARRAY['fail', 'busy', 'unknown'], f ->> 'verdict') LIMIT 1);
BEGIN
    details := jsonb_strip_nulls(jsonb_build_object('commands', commands,
        'findings', (SELECT jsonb_agg(jsonb_set_lax(f.value, '{differences}', jsonb_path_query_array(f.value, '$.differences[*].id'))) FROM jsonb_array_elements(findings) WITH ORDINALITY AS f WHERE f.ordinality <= 50),
        'findings_in_all', nullif(jsonb_array_length(coalesce(findings, '[]')), 0)));
    IF glass ? 'ticket' THEN
        PERFORM set_config('migration_guard.break_glass', '', false);
        event := 'break_glass';
        details := details || glass;
    ELSIF verdict IS NULL THEN
        event := 'ddl';
    ELSIF rules.mode = 'enforce' THEN
        PERFORM migration_guard.refuse(findings, verdict, glass);
    ELSE
        event := 'would_refuse';
        RAISE WARNING USING MESSAGE = 'would be refused: ' || coalesce(migration_guard.summary(findings, verdict), 'the guard could not judge this change'),
            DETAIL = coalesce(migration_guard.explanation(findings, verdict, 5), '');
        -- A prepared transaction cannot notify.
        IF btrim(coalesce(current_query(), '')) !~* '^prepare[[:space:]]+transaction' THEN
            PERFORM pg_notify('migration_guard', left(jsonb_build_object('event', event, 'verdict', verdict, 'message', migration_guard.summary(findings, verdict))::text, 7000));
        END IF;
    END IF;
END
$$;

-- The judge itself failed: the server was busy, or it is not known why.
CREATE FUNCTION migration_guard.unjudged(sqlstate text, message text) RETURNS jsonb
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, migration_guard, pg_temp
AS $$
BEGIN
    RETURN jsonb_build_array(jsonb_build_object('version', NULL, 'statement', NULL, 'verdict',
        CASE WHEN migration_guard.is_busy($1) THEN 'busy' ELSE 'unknown' END, 'sqlstate', $1, 'message', $2, 'cause', NULL, 'differences', NULL));
END
$$;
