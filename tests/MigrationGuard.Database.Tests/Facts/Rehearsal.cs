namespace MigrationGuard.Database.Tests.Facts;

/// <summary>A statement that is run on real servers to see what it really does.</summary>
public sealed record Rehearsal(string Statement)
{
    /// <summary>The tables that every rehearsal finds, with rows.</summary>
    public const string Tables = """
        CREATE TABLE parent (id integer PRIMARY KEY, name text);
        INSERT INTO parent SELECT n, 'name' || n FROM generate_series(1, 9) n;
        CREATE TABLE t (id integer PRIMARY KEY, a integer, b varchar(20), c text NOT NULL, p integer, d timestamp, CONSTRAINT t_b_key UNIQUE (b));
        INSERT INTO t SELECT n, n, 'b' || n, 'c', n, '2024-01-01' FROM generate_series(1, 9) n;
        CREATE INDEX t_a ON t (a);
        CREATE TABLE child (id integer PRIMARY KEY, parent_id integer CONSTRAINT child_parent REFERENCES parent);
        INSERT INTO child SELECT n, n FROM generate_series(1, 9) n;
        CREATE TABLE parts (id integer NOT NULL, at date) PARTITION BY RANGE (id);
        CREATE TABLE parts_1 PARTITION OF parts FOR VALUES FROM (1) TO (100);
        INSERT INTO parts SELECT n FROM generate_series(1, 9) n;
        """;

    /// <summary>What is done before, beside <see cref="Tables"/>.</summary>
    public string Setup { get; init; } = "";

    /// <summary>The oldest server on which it works.</summary>
    public int From { get; init; } = 15;

    /// <summary>The statement with which another session stands in the way of one that cannot run in a transaction, so that its locks can be seen.</summary>
    public string? Blocker { get; init; }

    /// <summary>Whether the facts may promise more work than the server does, because it proves what the text alone does not show.</summary>
    public bool Cautious { get; init; }

    /// <summary>A table whose lock does not count, because the operation does not say which table it means.</summary>
    public string? Unsaid { get; init; }

    /// <inheritdoc />
    public override string ToString() => Statement.ReplaceLineEndings(" ");
}
