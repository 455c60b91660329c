-- From the guard that knows neither processes nor recordings.
ALTER TABLE migration_guard.log DROP CONSTRAINT log_event_check;
ALTER TABLE migration_guard.log ADD CHECK (event IN ('install', 'upgrade', 'mode', 'publish', 'live', 'retired', 'ddl', 'would_refuse', 'break_glass', 'accept', 'remove',
    'seize', 'start', 'release', 'evidence', 'floor', 'hide', 'hit', 'applied'));

CREATE TABLE migration_guard.presence (
    service text NOT NULL,
    label text NOT NULL,
    digest text NOT NULL,
    instance text NOT NULL,
    role name NOT NULL,
    application_name text NOT NULL,
    since timestamptz NOT NULL DEFAULT clock_timestamp(),
    seen_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    ended_at timestamptz,
    CONSTRAINT presence_pkey PRIMARY KEY (service, label, digest, instance)
);

CREATE TABLE migration_guard.recording (
    service text NOT NULL,
    label text NOT NULL,
    digest text NOT NULL,
    process text NOT NULL,
    manifest jsonb NOT NULL,
    recorded_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    CONSTRAINT recording_pkey PRIMARY KEY (service, label, digest, process)
);
