namespace MigrationGuard.Postgres.Tests.Matrix;

/// <summary>A change that lock linters call safe, or do not see.</summary>
/// <param name="Name">What is changed.</param>
/// <param name="Change">The statements of the change.</param>
/// <param name="Statements">Old statements and what becomes of them: an SQLSTATE, "ok", or "nothing" where no row is found or written any more; behind "prepared" it was prepared before.</param>
internal sealed record Recipe(string Name, string[] Change, (string Sql, string Becomes)[] Statements)
{
    private const string Insert = "INSERT INTO items (id, parent, quantity, code) VALUES (7, 99, -1, 'one')";
    private const string Unrelated = "UPDATE items SET note = 'x' WHERE id = 2";
    private const string Read = "SELECT id, code FROM items WHERE id = 1";
    private const string Feeling = "SELECT id FROM items WHERE feeling = 'glad'";
    private const string Numbered = "INSERT INTO numbered (id, note) VALUES (9, 'nine')";

    /// <summary>One per row of the table.</summary>
    public static IReadOnlyList<Recipe> All { get; } =
    [
        new("CHECK NOT VALID", ["ALTER TABLE items ADD CONSTRAINT positive CHECK (quantity > 0) NOT VALID"], [(Insert, "23514"), (Unrelated, "23514"), (Read, "ok")]),
        new("FOREIGN KEY NOT VALID", ["ALTER TABLE items ADD CONSTRAINT to_parent FOREIGN KEY (parent) REFERENCES parents NOT VALID"], [(Insert, "23503"), (Unrelated, "ok"), (Read, "ok")]),
        new("CREATE UNIQUE INDEX CONCURRENTLY", ["CREATE UNIQUE INDEX CONCURRENTLY items_code ON items (code)"], [(Insert, "23505"), (Read, "ok")]),
        new("UNIQUE USING INDEX", ["CREATE UNIQUE INDEX items_code ON items (code)", "ALTER TABLE items ADD UNIQUE USING INDEX items_code"], [(Insert, "23505"), (Read, "ok")]),
        new("DETACH PARTITION CONCURRENTLY", ["ALTER TABLE days DETACH PARTITION days_1 CONCURRENTLY"], [("SELECT note FROM days WHERE day = '2025-01-05'", "nothing"), ("INSERT INTO days VALUES ('2025-01-07', 'new')", "23514"), ("SELECT note FROM days WHERE day = '2025-02-05'", "ok")]),
        new("DROP INDEX CONCURRENTLY of an ON CONFLICT", ["DROP INDEX CONCURRENTLY documents_title"], [("INSERT INTO documents (id, title) VALUES (3, 'first') ON CONFLICT (title) DO NOTHING", "42P10")]),
        new("longer varchar", ["ALTER TABLE items ALTER COLUMN code TYPE varchar(50)"], [("prepared " + Read, "0A000"), (Read, "ok"), (Unrelated, "ok")]),
        new("varchar to text", ["ALTER TABLE items ALTER COLUMN code TYPE text"], [("prepared " + Read, "0A000"), (Read, "ok"), (Unrelated, "ok")]),
        new("nullable column", ["ALTER TABLE documents ADD COLUMN author text"], [("prepared SELECT * FROM documents WHERE id = 1", "0A000"), ("SELECT title FROM documents WHERE id = 1", "ok")]),
        new("NOT NULL DEFAULT, then DROP DEFAULT", ["ALTER TABLE items ADD COLUMN n integer NOT NULL DEFAULT 0", "ALTER TABLE items ALTER n DROP DEFAULT"], [(Insert, "23502"), (Unrelated, "ok"), (Read, "ok")]),
        new("rename and view without GRANT", ["ALTER TABLE documents RENAME TO documents_2", "CREATE VIEW documents AS SELECT id, title FROM documents_2"], [("SELECT title FROM documents WHERE id = 1", "42501"), ("UPDATE documents SET title = 'x' WHERE id = 1", "42501")]),
        new("rename and view with GRANT", ["ALTER TABLE documents RENAME TO documents_2", "CREATE VIEW documents AS SELECT id, title FROM documents_2", "GRANT SELECT, INSERT, UPDATE, DELETE ON documents TO matrix_app"],
        [
            ("SELECT title FROM documents WHERE id = 1", "ok"), ("INSERT INTO documents (id, title) VALUES (2, 'second')", "ok"), ("UPDATE documents SET title = 'x' WHERE id = 1", "ok"), ("DELETE FROM documents WHERE id = 1", "ok"),
            ("INSERT INTO documents (id, title) VALUES (1, 'again') ON CONFLICT (id) DO UPDATE SET title = excluded.title", "ok"), ("SELECT title FROM documents WHERE id = 1 FOR UPDATE", "ok"),
            ("COPY documents (id, title) FROM STDIN", "42809"), ("SELECT title FROM documents WHERE id = 1 AND xmin::text <> '0'", "42703"), ("TRUNCATE documents", "42809"),
            ("MERGE INTO documents d USING (VALUES (1, 'merged')) v (id, title) ON d.id = v.id WHEN MATCHED THEN UPDATE SET title = v.title", "0A000 before 17"),
        ]),
        new("rename and generated column", ["ALTER TABLE items RENAME COLUMN note TO remark", "ALTER TABLE items ADD COLUMN note text GENERATED ALWAYS AS (remark) STORED"], [("SELECT id, note FROM items WHERE id = 1", "ok"), (Unrelated, "428C9"), ("INSERT INTO items (id, note) VALUES (8, 'n')", "428C9")]),
        new("RENAME VALUE", ["ALTER TYPE mood RENAME VALUE 'glad' TO 'happy'"], [(Feeling, "22P02"), (Read, "ok")]),
        new("SET GENERATED ALWAYS", ["ALTER TABLE numbered ALTER COLUMN id SET GENERATED ALWAYS"], [(Numbered, "428C9"), ("INSERT INTO numbered (note) VALUES ('next')", "ok")]),
        new("DROP IDENTITY", ["ALTER TABLE numbered ALTER COLUMN id DROP IDENTITY"], [(Numbered, "ok"), ("INSERT INTO numbered (note) VALUES ('next')", "23502")]),
        new("ENABLE ROW LEVEL SECURITY", ["ALTER TABLE items ENABLE ROW LEVEL SECURITY"], [(Read, "nothing"), (Insert, "42501")]),
        new("DO INSTEAD NOTHING", ["CREATE RULE quiet AS ON UPDATE TO items DO INSTEAD NOTHING"], [(Unrelated, "nothing"), (Read, "ok")]),
    ];

    public bool IsConcurrent => Change[0].Contains("CONCURRENTLY", StringComparison.Ordinal);

    public override string ToString() => Name;
}
