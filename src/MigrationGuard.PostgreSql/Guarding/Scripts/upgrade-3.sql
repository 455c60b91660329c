-- From the guard without releases.
ALTER TABLE migration_guard.log DROP CONSTRAINT log_event_check;
ALTER TABLE migration_guard.log ADD CHECK (event IN ('install', 'upgrade', 'mode', 'publish', 'live', 'retired', 'ddl', 'would_refuse', 'break_glass', 'accept', 'remove',
    'seize', 'start', 'release', 'evidence', 'floor'));

CREATE TABLE migration_guard.lease (
    only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
    token bigint NOT NULL,
    holder text,
    taken_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL
);
INSERT INTO migration_guard.lease (token, holder, taken_at, expires_at) VALUES (0, NULL, '-infinity', '-infinity');

CREATE TABLE migration_guard.release (
    number bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    id text NOT NULL UNIQUE CHECK (id <> ''),
    service text NOT NULL CHECK (service <> ''),
    record jsonb NOT NULL,
    state text NOT NULL,
    standing text NOT NULL CHECK (standing IN ('underway', 'settled', 'withdrawn'))
);

CREATE UNIQUE INDEX log_release ON migration_guard.log (subject, (details ->> 'key')) WHERE event = 'release';
CREATE INDEX log_evidence ON migration_guard.log (event, subject, id) WHERE event IN ('evidence', 'floor');
