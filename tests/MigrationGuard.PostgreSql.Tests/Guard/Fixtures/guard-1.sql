CREATE SCHEMA migration_guard;
-- Copies of statements are created here inside subtransactions that are always rolled back; only shadow roles may create.
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

-- Publishing updates this row and the guard locks it before either reads a manifest: one of two concurrent ones waits.
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
    -- When the way back to this version ends; null: no end is set.
    window_until timestamptz,
    published_at timestamptz NOT NULL DEFAULT now(),
    published_by name NOT NULL DEFAULT session_user,
    changed_at timestamptz NOT NULL DEFAULT now(),
    changed_by name NOT NULL DEFAULT session_user,
    reason text,
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
    -- Words and quoted names of the canonical text, folded to lower case: a new object of one of these names may capture it.
    tokens text[] NOT NULL,
    -- The footprint: null where the statement could not be planned when it was published.
    resolved text,
    inferred_types text[],
    result jsonb,
    arbiters jsonb,
    -- { "relation identity": ["insert", "update", "delete", "merge", "lock"] }
    writes jsonb,
    -- Why no footprint could be taken; such a statement is never more than unknown.
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
    -- Where it is in this database; null when the footprint came from another one and the object is not here.
    class oid,
    object oid,
    facts jsonb NOT NULL,
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

-- What a statement's behaviour depends on; column is set for what it names itself (a column name, or '*' for the whole row).
CREATE TABLE migration_guard.statement_object (
    statement bigint NOT NULL REFERENCES migration_guard.statement ON DELETE CASCADE,
    object bigint NOT NULL REFERENCES migration_guard.object ON DELETE CASCADE,
    named text[] NOT NULL DEFAULT '{}',
    PRIMARY KEY (object, statement)
);
CREATE INDEX statement_object_statement ON migration_guard.statement_object (statement);

-- A difference that a person looked at and took the responsibility for.
CREATE TABLE migration_guard.acceptance (
    difference text NOT NULL,
    version integer NOT NULL REFERENCES migration_guard.version ON DELETE CASCADE,
    reason text NOT NULL CHECK (reason <> ''),
    accepted_at timestamptz NOT NULL DEFAULT now(),
    accepted_by name NOT NULL DEFAULT session_user,
    PRIMARY KEY (version, difference)
);

INSERT INTO migration_guard.setting (schema_version, mode, unknown, budget) VALUES (1, 'enforce', 'log', '7 s');
INSERT INTO migration_guard.version (service, label, digest, state, window_until) VALUES ('webshop', '3.0.0', 'sha256:old', 'live', '2031-01-01');
INSERT INTO migration_guard.statement (version, key, text, canonical, parameter_types, role, search_path, tokens)
    VALUES (1, 'abc', 'SELECT 1', 'SELECT 1', '{}', 'guard_test_app', 'public', '{select}');
