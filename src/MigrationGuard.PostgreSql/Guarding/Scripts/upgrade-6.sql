-- From the guard that knows no removals that are scheduled and approved.
ALTER TABLE migration_guard.log DROP CONSTRAINT log_event_check;
ALTER TABLE migration_guard.log ADD CHECK (event IN ('install', 'upgrade', 'mode', 'publish', 'live', 'retired', 'ddl', 'would_refuse', 'break_glass', 'accept', 'remove',
    'seize', 'start', 'release', 'evidence', 'floor', 'hide', 'hit', 'applied', 'contract'));
