-- Probers of roles of which statements are published: an installation makes them anew.
SELECT migration_guard.ensure_prober(s.role)
FROM (SELECT DISTINCT s.role FROM migration_guard.statement AS s) AS s
JOIN pg_catalog.pg_roles AS r ON r.rolname = s.role AND NOT r.rolsuper;
