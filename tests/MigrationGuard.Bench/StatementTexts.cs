using System.Text;

namespace MigrationGuard.Bench;

/// <summary>Statements in the style of migrations that people write.</summary>
internal static class StatementTexts
{
    private static readonly string[] Columns =
    [
        "name varchar(255) NOT NULL", "status text DEFAULT 'new'", "note text", "amount numeric(12,2) NOT NULL DEFAULT 0", "quantity bigint CHECK (quantity >= 0)",
        "email text", "payload jsonb DEFAULT '{}'::jsonb", "is_active boolean NOT NULL DEFAULT true", "external_id uuid DEFAULT gen_random_uuid()",
        "expires_at timestamp with time zone", "position integer", "tags text[] NOT NULL DEFAULT '{}'",
    ];

    /// <summary>The columns that the other statements name.</summary>
    public const int NeededColumns = 5;

    public static string Create(string table, string parent, int columns)
    {
        var text = new StringBuilder($"CREATE TABLE IF NOT EXISTS {table} (\n    id bigserial PRIMARY KEY,\n    parent_id bigint NOT NULL REFERENCES {parent} (id) ON DELETE CASCADE,\n");
        for (var i = 0; i < columns; i++)
        {
            text.Append("    ").Append(Columns[i % Columns.Length]).Append(",\n");
        }

        text.Append("    created_at timestamptz NOT NULL DEFAULT now(),\n    updated_at timestamptz NOT NULL DEFAULT now()\n);\n\n");
        text.Append($"CREATE INDEX idx_{table}_parent ON {table} USING btree (parent_id);\nCREATE UNIQUE INDEX uq_{table}_name ON {table} (lower(name)) WHERE parent_id > 0;\n");
        return text.Append($"COMMENT ON TABLE {table} IS 'It''s owned by {parent}; do not touch';\n").ToString();
    }

    public static string AddColumn(string table, int number, int variant) => variant switch
    {
        0 => $"ALTER TABLE {table} ADD COLUMN c_{number} text;\n",
        1 => $"ALTER TABLE {table} ADD COLUMN c_{number} boolean NOT NULL DEFAULT false;\n",
        2 => $"ALTER TABLE {table} ADD COLUMN IF NOT EXISTS c_{number} timestamptz DEFAULT now();\n",
        3 => $"ALTER TABLE \"{table}\" ADD COLUMN \"c{number}Id\" integer;\n",
        4 => $"alter table {table}\n  add column c_{number} varchar(64),\n  add column d_{number} jsonb not null default '{{}}';\n",
        5 => $"ALTER TABLE {table} ADD COLUMN c_{number} bigint GENERATED ALWAYS AS (id * 2) STORED;\n",
        6 => $"ALTER TABLE public.{table} ADD c_{number} numeric(10, 2) CHECK (c_{number} > 0);\n",
        _ => $"ALTER TABLE {table} ADD COLUMN c_{number} uuid NOT NULL DEFAULT gen_random_uuid();\n",
    };

    public static string Index(string table, int number, int variant) => variant switch
    {
        0 => $"CREATE INDEX idx_{number} ON {table} (created_at DESC);\n",
        1 => $"CREATE INDEX CONCURRENTLY IF NOT EXISTS idx_{number} ON {table} (parent_id, created_at);\n",
        2 => $"CREATE UNIQUE INDEX idx_{number} ON {table} USING btree (name, status) WHERE note IS NOT NULL;\n",
        _ => $"DROP INDEX IF EXISTS idx_{number};\n",
    };

    public static string Constraint(string table, string parent, int number, int variant) => variant switch
    {
        0 => $"ALTER TABLE {table} ADD CONSTRAINT fk_{number} FOREIGN KEY (parent_id) REFERENCES {parent} (id) NOT VALID;\nALTER TABLE {table} VALIDATE CONSTRAINT fk_{number};\n",
        1 => $"ALTER TABLE {table} ADD CONSTRAINT ck_{number} CHECK (amount >= 0 AND (status <> 'void' OR note IS NOT NULL));\n",
        2 => $"ALTER TABLE {table} ADD CONSTRAINT uq_{number} UNIQUE (name, parent_id);\n",
        _ => $"ALTER TABLE {table} DROP CONSTRAINT IF EXISTS ck_{number};\n",
    };

    public static string Data(string table, int number, int variant) => variant switch
    {
        0 => $"UPDATE {table} SET status = 'done' WHERE status IS NULL AND id < {number};\n",
        1 => $"INSERT INTO {table} (id, parent_id, name) VALUES ({number}, 1, 'it''s {number}'), ({number + 1}, 1, 'b; c') ON CONFLICT DO NOTHING;\n",
        2 => $"DELETE FROM {table} WHERE created_at < now() - interval '1 year';\n",
        _ => $"UPDATE {table} AS t SET note = p.name FROM {table} p WHERE p.id = t.parent_id;\n",
    };

    public static string Change(string table, int number, int variant) => variant switch
    {
        0 => $"ALTER TABLE {table} ALTER COLUMN status TYPE varchar({100 + (number % 100)});\n",
        1 => $"ALTER TABLE {table} ALTER COLUMN note SET NOT NULL;\n",
        2 => $"ALTER TABLE {table} ALTER COLUMN amount SET DEFAULT {number};\n",
        3 => $"ALTER TABLE {table} DROP COLUMN IF EXISTS c_{number};\n",
        4 => $"ALTER TABLE {table} ADD COLUMN old_{number} text;\nALTER TABLE {table} RENAME COLUMN old_{number} TO new_{number};\n",
        5 => $"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY;\nCREATE POLICY p_{number} ON {table} USING (parent_id = current_setting('app.tenant')::bigint);\n",
        6 => $"SET lock_timeout = '5s';\nALTER TABLE {table} ALTER COLUMN id TYPE bigint USING id::bigint;\n",
        _ => $"BEGIN;\nALTER TABLE {table} ADD COLUMN a_{number} text, ADD COLUMN b_{number} text;\nCOMMIT;\n",
    };

    public static string Other(string table, int number, int variant) => variant switch
    {
        0 => $"CREATE TYPE kind_{number} AS ENUM ('a', 'b', 'it''s');\n",
        1 => $"CREATE TYPE kind_{number} AS ENUM ('a');\nALTER TYPE kind_{number} ADD VALUE IF NOT EXISTS 'c' AFTER 'a';\n",
        2 => $"GRANT SELECT, INSERT ON {table} TO PUBLIC;\n",
        3 => $"CREATE SEQUENCE IF NOT EXISTS seq_{number} START 1000 OWNED BY {table}.id;\n",
        4 => "CREATE EXTENSION IF NOT EXISTS \"uuid-ossp\";\n",
        _ => $"/* Statistics\n   for {table} */\nANALYZE {table};\n",
    };

    public static string View(string table, int number) => $"""
        CREATE OR REPLACE VIEW v_{number} AS
        SELECT t.id, t.name, count(*) AS total, max(p.created_at) AS last_seen
        FROM {table} t
        LEFT JOIN {table} p ON p.parent_id = t.id
        WHERE t.status IN ('new', 'done') -- only these
        GROUP BY t.id, t.name;

        """;

    public static string Block(string table, int number) => $"""
        DO $$
        DECLARE
            batch integer := 0;
        BEGIN
            IF NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conname = 'ck_{number}') THEN
                ALTER TABLE {table} ADD CONSTRAINT ck_{number} CHECK (quantity > 0) NOT VALID;
            END IF;
        END
        $$;

        """;

    public static string Function(string table, int number) => $"""
        CREATE OR REPLACE FUNCTION touch_{number}() RETURNS trigger AS $body$
        BEGIN
            -- keep both columns in step; "quotes" and 'strings' included
            NEW.updated_at := now();
            IF NEW.note IS NULL THEN
                NEW.note := 'it''s empty';
            END IF;
            RETURN NEW;
        END;
        $body$ LANGUAGE plpgsql;

        CREATE TRIGGER touch_{number} BEFORE UPDATE ON {table} FOR EACH ROW EXECUTE FUNCTION touch_{number}();

        """;
}
