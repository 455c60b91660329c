-- From the ledger without a log.
ALTER TABLE migration_guard.version ADD COLUMN schema_hash text, ADD COLUMN surroundings text[];
ALTER TABLE migration_guard.statement ADD COLUMN kind text NOT NULL DEFAULT 'statement'
    CHECK (kind IN ('statement', 'copy_from', 'copy_to', 'truncate', 'lock', 'session', 'utility')),
    ADD COLUMN probe text, ADD COLUMN body text, ADD COLUMN roots text[];
ALTER TABLE migration_guard.statement ALTER COLUMN kind DROP DEFAULT;
ALTER TABLE migration_guard.object ADD COLUMN numbers jsonb;
ALTER TABLE migration_guard.statement_object ADD COLUMN access text[] NOT NULL DEFAULT '{read}';
UPDATE migration_guard.statement SET unproved = 'it was published with an earlier version of the guard; publish the version again';

CREATE TABLE migration_guard.log (
    id bigint PRIMARY KEY,
    at timestamptz NOT NULL,
    event text NOT NULL CHECK (event IN ('install', 'upgrade', 'mode', 'publish', 'live', 'retired', 'ddl', 'would_refuse', 'break_glass', 'accept', 'remove')),
    who name NOT NULL,
    application text NOT NULL,
    client text NOT NULL,
    transaction xid8 NOT NULL,
    subject text NOT NULL,
    details jsonb NOT NULL,
    previous bytea NOT NULL,
    hash bytea NOT NULL
);
CREATE TABLE migration_guard.log_head (
    only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
    id bigint NOT NULL,
    hash bytea NOT NULL
);
INSERT INTO migration_guard.log_head (id, hash) VALUES (0, '');
CREATE UNLOGGED TABLE migration_guard.change (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    transaction xid8 NOT NULL DEFAULT pg_current_xact_id(),
    command text NOT NULL,
    everything boolean NOT NULL,
    classes oid[] NOT NULL,
    objects oid[] NOT NULL,
    identities text[] NOT NULL
);
CREATE TABLE migration_guard.seen (
    kind text NOT NULL,
    identity text NOT NULL,
    class oid NOT NULL,
    object oid NOT NULL,
    digest bytea NOT NULL,
    at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (kind, identity)
);
