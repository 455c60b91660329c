using MigrationGuard.Checking;
using MigrationGuard.Classifying;
using MigrationGuard.Cli.Reports;
using MigrationGuard.Cli.Sources;
using MigrationGuard.Databases;
using MigrationGuard.Migrations;
using MigrationGuard.Operations;
using MigrationGuard.Rules;

namespace MigrationGuard.Cli.Tests.Reports;

/// <summary>A result with everything in it that a report can show.</summary>
internal static class ReportSample
{
    private const string UpText = "SET lock_timeout = '2s';\n\nALTER TABLE users\n\tDROP COLUMN username; -- 100% <gone>, \"really\"\nSELECT f|g FROM t;\n";

    private const string DownText = "ALTER TABLE users ADD COLUMN username text;\n";

    private static readonly RuleInfo Dangerous = new("MG9901", "ColumnDropped")
    {
        Title = "Column dropped: it is used",
        Severity = Severity.Error,
        When = "A column is dropped",
        Effect = "",
        Instead = "",
        Sources = ["nowhere"],
    };

    private static readonly RuleInfo Doubtful = Dangerous with { Id = "MG9902", Name = "Doubtful", Title = "Perhaps slow" };

    /// <summary>The result.</summary>
    public static CheckReport Create()
    {
        var up = new CheckedMigration(
            Migration("db/2_drop.sql", Direction.Up, [Step(0, UpText, "SET lock_timeout = '2s'", 1, 1), Step(1, UpText, "DROP COLUMN username", 4, 2)]),
            [Checked(Step(0, UpText, "SET lock_timeout = '2s'", 1, 1), Phase.Expand), Checked(Step(1, UpText, "DROP COLUMN username", 4, 2), Phase.Contract)],
            []);
        var down = new CheckedMigration(
            Migration("db/2_drop.down.sql", Direction.Down, [Step(0, DownText, "ADD COLUMN username text", 1, 19)]),
            [.. Enumerable.Repeat(Checked(Step(0, DownText, "ADD COLUMN username text", 1, 19), Phase.Expand), 6)],
            []) { Held = true };
        var files = new[] { new ReportedFile("db/2_drop.sql", UpText, [up], Findings()), new ReportedFile("db/2_drop.down.sql", DownText, [down], []) };
        var summary = Summary.Of(files, released: 3);
        return new CheckReport(files, ["PostgreSQL 16"], [new Problem("db/3_x.sql", "is not a text file; leave it out")], summary, ExitCode.No);
    }

    private static Finding[] Findings() =>
    [
        new Finding(Dangerous, Severity.Error, Span(UpText, "DROP COLUMN username", 4, 2), "Every statement that names username of users fails", "Stop using it first")
        {
            Suggestion = "-- later\nALTER TABLE users\n\n  DROP COLUMN username;\n",
            Statement = 1,
        },
        new Finding(Doubtful, Severity.Warning, Span(UpText, "SELECT f|g FROM t", 5, 1), "It may be slow", "Measure *it*") { NotVerified = true, Statement = 2 },
        new Finding(Doubtful, Severity.Info, new SourceSpan("db/2_drop.sql", 0, 0, 1, 1), "About the whole", "Think") { Held = true },
    ];

    private static Migration Migration(string path, Direction direction, Step[] steps)
        => new() { Id = new MigrationId("2", "drop"), Path = path, Steps = steps, Direction = direction, StatementCount = 3 };

    private static Step Step(int statement, string text, string part, int line, int column)
        => new(new AddColumn("users", new ColumnDefinition("username", null)), Span(text, part, line, column), statement);

    private static SourceSpan Span(string text, string part, int line, int column)
        => new(text == DownText ? "db/2_drop.down.sql" : "db/2_drop.sql", text.IndexOf(part, StringComparison.Ordinal), part.Length, line, column);

    private static CheckedStep Checked(Step step, Phase phase)
        => new(step, new Classification(Cost.Nothing, phase == Phase.Contract ? Compatibility.Break("statements fail") : Compatibility.Fine, Compatibility.Fine, phase));
}
