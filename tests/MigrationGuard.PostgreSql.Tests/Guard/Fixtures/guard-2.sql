CREATE SCHEMA migration_guard;
CREATE SCHEMA migration_guard_scratch;

CREATE TABLE migration_guard.setting (
    only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
    schema_version integer NOT NULL,
    mode text NOT NULL DEFAULT 'observe' CHECK (mode IN ('observe', 'enforce')),
    unknown text NOT NULL DEFAULT 'refuse' CHECK (unknown IN ('refuse', 'log')),
    budget interval NOT NULL DEFAULT '5 s' CHECK (budget > '0 s'),
    installed_at timestamptz NOT NULL DEFAULT now(),
    installed_by name NOT NULL DEFAULT session_user
);

CREATE TABLE migration_guard.epoch (
    only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
    value bigint NOT NULL
);
INSERT INTO migration_guard.epoch (value) VALUES (0);

CREATE TABLE migration_guard.version (
    id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    service text NOT NULL CHECK (service <> ''),
    label text NOT NULL CHECK (label <> ''),
    digest text NOT NULL CHECK (digest <> ''),
    state text NOT NULL DEFAULT 'published' CHECK (state IN ('published', 'live', 'retired')),
    window_until timestamptz,
    published_at timestamptz NOT NULL DEFAULT now(),
    published_by name NOT NULL DEFAULT session_user,
    changed_at timestamptz NOT NULL DEFAULT now(),
    changed_by name NOT NULL DEFAULT session_user,
    reason text,
    schema_hash text,
    surroundings text[],
    UNIQUE (service, digest),
    UNIQUE (service, label)
);

CREATE TABLE migration_guard.statement (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    version integer NOT NULL REFERENCES migration_guard.version ON DELETE CASCADE,
    key text NOT NULL,
    text text NOT NULL,
    canonical text NOT NULL,
    parameter_types text[] NOT NULL,
    role name NOT NULL,
    search_path text NOT NULL,
    settings jsonb NOT NULL DEFAULT '{}',
    origin jsonb NOT NULL DEFAULT '[]',
    calls bigint,
    tokens text[] NOT NULL,
    kind text NOT NULL CHECK (kind IN ('statement', 'copy_from', 'copy_to', 'truncate', 'lock', 'session', 'utility')),
    probe text,
    body text,
    resolved text,
    inferred_types text[],
    roots text[],
    result jsonb,
    arbiters jsonb,
    writes jsonb,
    unproved text,
    UNIQUE (version, key)
);
CREATE INDEX statement_tokens ON migration_guard.statement USING gin (tokens);

CREATE TABLE migration_guard.object (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    version integer NOT NULL REFERENCES migration_guard.version ON DELETE CASCADE,
    role name NOT NULL,
    kind text NOT NULL,
    identity text NOT NULL,
    class oid,
    object oid,
    facts jsonb NOT NULL,
    numbers jsonb,
    UNIQUE (version, role, kind, identity)
);
CREATE INDEX object_oid ON migration_guard.object (object, class);

CREATE TABLE migration_guard.edge (
    source bigint NOT NULL REFERENCES migration_guard.object ON DELETE CASCADE,
    target bigint NOT NULL REFERENCES migration_guard.object ON DELETE CASCADE,
    via text NOT NULL,
    PRIMARY KEY (source, target, via)
);
CREATE INDEX edge_target ON migration_guard.edge (target);

CREATE TABLE migration_guard.statement_object (
    statement bigint NOT NULL REFERENCES migration_guard.statement ON DELETE CASCADE,
    object bigint NOT NULL REFERENCES migration_guard.object ON DELETE CASCADE,
    named text[] NOT NULL DEFAULT '{}',
    access text[] NOT NULL DEFAULT '{read}',
    PRIMARY KEY (object, statement)
);
CREATE INDEX statement_object_statement ON migration_guard.statement_object (statement);

CREATE TABLE migration_guard.acceptance (
    difference text NOT NULL,
    version integer NOT NULL REFERENCES migration_guard.version ON DELETE CASCADE,
    reason text NOT NULL CHECK (reason <> ''),
    accepted_at timestamptz NOT NULL DEFAULT now(),
    accepted_by name NOT NULL DEFAULT session_user,
    PRIMARY KEY (version, difference)
);

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

INSERT INTO migration_guard.setting (schema_version, mode, unknown, budget) VALUES (2, 'enforce', 'log', '7 s');
INSERT INTO migration_guard.version (service, label, digest, state, window_until) VALUES ('webshop', '3.0.0', 'sha256:old', 'live', '2031-01-01');
INSERT INTO migration_guard.statement (version, key, text, canonical, parameter_types, role, search_path, tokens, kind)
    VALUES (1, 'abc', 'SELECT 1', 'SELECT 1', '{}', 'guard_test_app', 'public', '{select}', 'session');
INSERT INTO migration_guard.log
SELECT 1, '2026-01-01 00:00:00+00', 'install', 'ada', 'psql', 'local', '700', '', d, '',
    sha256(convert_to(jsonb_build_array(1, '2026-01-01 00:00:00.000000', 'install', 'ada', 'psql', 'local', '700', '', d)::text, 'UTF8'))
FROM (VALUES ('{"record": {}, "scripts": "older", "schema_version": 2}'::jsonb)) AS x (d);
UPDATE migration_guard.log_head SET id = 1, hash = (SELECT l.hash FROM migration_guard.log AS l);
