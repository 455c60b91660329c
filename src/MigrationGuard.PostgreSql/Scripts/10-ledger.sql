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
    -- Hash of the whole schema when a statement reaches a routine that builds its SQL at run time; else null.
    schema_hash text,
    -- Everything that had a name of its statements, and what is chosen without a name, when it was published.
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
    -- Words and quoted names of the canonical text, folded to lower case: a new object of one of these names may capture it.
    tokens text[] NOT NULL,
    -- statement: proved as it is; copy_from, copy_to, truncate, lock: proved by a stand-in and judged strictly;
    -- session: depends on no schema; utility: never more than unknown.
    kind text NOT NULL CHECK (kind IN ('statement', 'copy_from', 'copy_to', 'truncate', 'lock', 'session', 'utility')),
    -- The SQL that is parsed, and the same without parameters where a function cannot have as many.
    probe text,
    body text,
    -- The footprint: null where the statement could not be planned when it was published.
    resolved text,
    inferred_types text[],
    -- Identities of what the statement itself names.
    roots text[],
    result jsonb,
    arbiters jsonb,
    -- { "relation identity": ["insert", "update", "delete", "truncate"] }
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
    -- Of a table: its columns' numbers, and under "" that of this table itself, which is another after a restore. A column of the same name but another number holds other values.
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

-- What a statement's behaviour depends on, and the columns it names itself.
CREATE TABLE migration_guard.statement_object (
    statement bigint NOT NULL REFERENCES migration_guard.statement ON DELETE CASCADE,
    object bigint NOT NULL REFERENCES migration_guard.object ON DELETE CASCADE,
    named text[] NOT NULL DEFAULT '{}',
    -- read, insert, update, delete, truncate; cascade: written by a foreign key's action; source: only named in the source of a routine.
    access text[] NOT NULL DEFAULT '{read}',
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

-- Every row's hash covers the row before it, so that an edited or missing row is found.
CREATE TABLE migration_guard.log (
    id bigint PRIMARY KEY,
    at timestamptz NOT NULL,
    event text NOT NULL CHECK (event IN ('install', 'upgrade', 'mode', 'publish', 'live', 'retired', 'ddl', 'would_refuse', 'break_glass', 'accept', 'remove',
        'seize', 'start', 'release', 'evidence', 'floor', 'hide', 'hit', 'applied', 'contract')),
    who name NOT NULL,
    application text NOT NULL,
    client text NOT NULL,
    transaction xid8 NOT NULL,
    -- The app version ('webshop 4.2.0'), release or other thing that it is about.
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

-- One row per command until its transaction is judged; empty between transactions. Unlogged: it is never replicated or restored.
CREATE UNLOGGED TABLE migration_guard.change (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    transaction xid8 NOT NULL DEFAULT pg_current_xact_id(),
    command text NOT NULL,
    everything boolean NOT NULL,
    classes oid[] NOT NULL,
    objects oid[] NOT NULL,
    identities text[] NOT NULL
);

-- What live versions use, as it was at the last commit that the guard saw.
CREATE TABLE migration_guard.seen (
    kind text NOT NULL,
    identity text NOT NULL,
    class oid NOT NULL,
    object oid NOT NULL,
    digest bytea NOT NULL,
    at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (kind, identity)
);

-- Who may act on the releases of this database. The token only grows: what carries an older one writes nothing.
CREATE TABLE migration_guard.lease (
    only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
    token bigint NOT NULL,
    holder text,
    taken_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL
);
INSERT INTO migration_guard.lease (token, holder, taken_at, expires_at) VALUES (0, NULL, '-infinity', '-infinity');

-- Where releases stand; their start, journal and evidence are rows of the log.
CREATE TABLE migration_guard.release (
    number bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    id text NOT NULL UNIQUE CHECK (id <> ''),
    service text NOT NULL CHECK (service <> ''),
    record jsonb NOT NULL,
    state text NOT NULL,
    standing text NOT NULL CHECK (standing IN ('underway', 'settled', 'withdrawn'))
);

-- Steps of migrations that releases run: begun, or done. What can be in a transaction is recorded in its own.
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
    -- Fingerprints of the schema on both sides of it, where they are asked for.
    before text,
    after text,
    CONSTRAINT step_pkey PRIMARY KEY (release, phase, number)
);

-- What pg_stat_statements had counted when a release began to look: user/query to calls.
CREATE TABLE migration_guard.watch (
    release text PRIMARY KEY,
    since timestamptz NOT NULL DEFAULT clock_timestamp(),
    why text NOT NULL DEFAULT 'it was not watched before',
    stats_reset timestamptz NOT NULL,
    evictions bigint NOT NULL,
    counts jsonb NOT NULL
);

-- What is hidden before it is removed, for a release: rights and names as they were, and how far the server's log was read since.
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

-- Which processes of which versions said that they run here.
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

-- Manifests as recorders write them, one for each process, until they are merged and published.
CREATE TABLE migration_guard.recording (
    service text NOT NULL,
    label text NOT NULL,
    digest text NOT NULL,
    process text NOT NULL,
    manifest jsonb NOT NULL,
    recorded_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    CONSTRAINT recording_pkey PRIMARY KEY (service, label, digest, process)
);

-- A note of a release is written once.
CREATE UNIQUE INDEX log_release ON migration_guard.log (subject, (details ->> 'key')) WHERE event = 'release';
CREATE INDEX log_evidence ON migration_guard.log (event, subject, id) WHERE event IN ('evidence', 'floor');
