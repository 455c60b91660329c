-- From the guard that hides nothing.
ALTER TABLE migration_guard.log DROP CONSTRAINT log_event_check;
ALTER TABLE migration_guard.log ADD CHECK (event IN ('install', 'upgrade', 'mode', 'publish', 'live', 'retired', 'ddl', 'would_refuse', 'break_glass', 'accept', 'remove',
    'seize', 'start', 'release', 'evidence', 'floor', 'hide', 'hit'));

CREATE TABLE migration_guard.hiding (
    release text PRIMARY KEY,
    state text NOT NULL CHECK (state IN ('hiding', 'hidden', 'shown', 'removed')),
    since timestamptz NOT NULL DEFAULT clock_timestamp(),
    token bigint,
    base text NOT NULL,
    fingerprints text[] NOT NULL,
    objects jsonb NOT NULL,
    place jsonb,
    gap text
);

CREATE TABLE migration_guard.hit (
    release text NOT NULL,
    key text NOT NULL,
    number bigint GENERATED ALWAYS AS IDENTITY,
    hit jsonb NOT NULL,
    noted_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    settled text,
    CONSTRAINT hit_pkey PRIMARY KEY (release, key)
);
