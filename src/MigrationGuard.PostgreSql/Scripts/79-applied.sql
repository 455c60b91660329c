-- What a migration runner applied, in its own words.
CREATE FUNCTION migration_guard.note_applied(runner text, applied jsonb) RETURNS bigint
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $note$
    SELECT migration_guard.append('applied', runner, applied)
$note$;

REVOKE ALL ON ALL FUNCTIONS IN SCHEMA migration_guard FROM PUBLIC;
