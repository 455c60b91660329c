namespace MigrationGuard.Postgres.Tests.Planning;

/// <summary>A column of the table t that is replaced, and what each shape of it writes.</summary>
/// <param name="Name">What it is about.</param>
/// <param name="Type">The type of o, with what belongs to it.</param>
/// <param name="Migration">The migration that replaces o.</param>
internal sealed record SyncedShapes(string Name, string Type, string Migration)
{
    public string New { get; init; } = "o_new";

    public required string OldType { get; init; }

    public required string NewType { get; init; }

    /// <summary>The new value over o.</summary>
    public string Up { get; init; } = "o";

    /// <summary>The old value over the new column.</summary>
    public required string Down { get; init; }

    public required string[] Values { get; init; }

    public string[]? NewValues { get; init; }

    /// <summary>A value of the new shape that has none of the old one.</summary>
    public string? Refused { get; init; }

    public static IReadOnlyList<SyncedShapes> All { get; } =
    [
        new("rename", "text COLLATE nocase DEFAULT 'none'", "ALTER TABLE t RENAME COLUMN o TO n;")
        {
            New = "n",
            OldType = "text",
            NewType = "text",
            Down = "n",
            Values = ["bob", "Bob", "BOB", "", " ", "none", "None", "žluťoučký", "a'b\\c", new string('x', 3000)],
        },
        new("wider integer", "integer DEFAULT 7", "ALTER TABLE t ALTER COLUMN o TYPE bigint;")
        {
            OldType = "integer",
            NewType = "bigint",
            Down = "o_new::integer",
            Values = ["0", "7", "-1", "2147483647", "-2147483648", "42"],
            Refused = "2147483648",
        },
        new("integer to text", "integer DEFAULT 7", "-- migrationguard: down o::integer\nALTER TABLE t ALTER COLUMN o TYPE text USING o::text;")
        {
            OldType = "integer",
            NewType = "text",
            Up = "o::text",
            Down = "o_new::integer",
            Values = ["0", "7", "-1", "2147483647", "42"],
            Refused = "many",
        },
        new("shorter text", "text DEFAULT 'none'", "ALTER TABLE t ALTER COLUMN o TYPE varchar(12);")
        {
            OldType = "text",
            NewType = "varchar(12)",
            Down = "o_new::text",
            Values = ["", "a", "A", "none", "twelve chars", "ends in   "],
        },
        new("padded text", "character(8)", "ALTER TABLE t ALTER COLUMN o TYPE text;")
        {
            OldType = "character(8)",
            NewType = "text",
            Down = "o_new::character(8)",
            Values = ["", "a", "A", "none"],
            Refused = "ends in ",
        },
        new("time zone", "timestamp DEFAULT now()", "-- migrationguard: down o AT TIME ZONE 'UTC'\nALTER TABLE t ALTER COLUMN o TYPE timestamptz USING o AT TIME ZONE 'UTC';")
        {
            OldType = "timestamp",
            NewType = "timestamptz",
            Up = "o AT TIME ZONE 'UTC'",
            Down = "o_new AT TIME ZONE 'UTC'",
            Values = ["2024-03-31 02:30:00", "1999-12-31 23:59:59.999999", "infinity", "2024-10-27 02:30:00"],
            NewValues = ["2024-03-31 02:30:00+00", "2024-03-31 02:30:00-05", "-infinity", "2024-10-27 02:30:00+01"],
        },
    ];

    public override string ToString() => Name;
}
