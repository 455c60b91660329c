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

CREATE TABLE migration_guard.step (
    release text NOT NULL,
    phase text NOT NULL,
    number integer NOT NULL,
    file text NOT NULL,
    line integer NOT NULL,
    file_digest text NOT NULL,
    digest text NOT NULL,
    done boolean NOT NULL,
    token bigint NOT NULL,
    begun_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    changed_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    before text,
    after text,
    CONSTRAINT step_pkey PRIMARY KEY (release, phase, number)
);

CREATE TABLE migration_guard.watch (
    release text PRIMARY KEY,
    since timestamptz NOT NULL DEFAULT clock_timestamp(),
    why text NOT NULL DEFAULT 'it was not watched before',
    stats_reset timestamptz NOT NULL,
    evictions bigint NOT NULL,
    counts jsonb NOT NULL
);

CREATE UNIQUE INDEX log_release ON migration_guard.log (subject, (details ->> 'key')) WHERE event = 'release';
CREATE INDEX log_evidence ON migration_guard.log (event, subject, id) WHERE event IN ('evidence', 'floor');
