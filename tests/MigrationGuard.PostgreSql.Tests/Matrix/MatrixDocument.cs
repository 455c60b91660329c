using System.Globalization;
using System.Text;
using MigrationGuard.Proofs;
using MigrationGuard.TestKit;

namespace MigrationGuard.Postgres.Tests.Matrix;

/// <summary>The matrix as a page: every change, what breaks, and what the judge says. What one server says is written beside what the page has of the others.</summary>
internal sealed class MatrixDocument
{
    private const string Head = """
        # The break matrix

        Every change below is run on PostgreSQL 15 and 18 in a copy of one database. Before and after it the statements of the old version are really executed as the application's role: errors, rows,
        types, and what they did to the tables are compared. Then `prove` judges the version that was published before the change, and the guard, in `enforce` with that version live, gets the same change to commit.

        *Breaks* names what measurably breaks; a star means: only on connections that had prepared the statement before the change. *Verdicts* counts `prove`'s answers as fail + unknown of all statements.
        The SQL of each change is in `tests/MigrationGuard.PostgreSql.Tests/Matrix/Cases`, the statements are in `statements.sql` beside it.

        """;

    private readonly int _major;
    private readonly MatrixRun _run;
    private readonly Dictionary<string, string[]> _page;
    private readonly SchemaChange[] _changes;

    private MatrixDocument(int major, MatrixRun run, string page)
    {
        (_major, _run) = (major, run);
        _page = page.Split('\n').Where(line => line.StartsWith("| ", StringComparison.Ordinal)).Select(line => line[2..^2].Split(" | ")).DistinctBy(cells => cells[0]).ToDictionary(cells => cells[0]);
        _changes = [.. MatrixFiles.Changes.Where(change => change.IsOn(major))];
    }

    /// <summary>The page with what that server says now.</summary>
    /// <param name="major">The server.</param>
    /// <param name="run">What was measured on it.</param>
    /// <param name="page">The page as it is.</param>
    public static string Write(int major, MatrixRun run, string page)
    {
        var document = new MatrixDocument(major, run, page);
        return $"{Head}\n{document.Summary()}\n{document.Section("Breaking changes", isBreaking: true)}{document.Section("Harmless changes", isBreaking: false)}";
    }

    private string Summary()
    {
        var text = new StringBuilder("| | " + string.Join(" | ", PostgresServer.Majors) + " |\n|---|" + Lines + "\n");
        Row(text, "Breaking changes", _changes.Count(change => change.IsBreaking));
        Row(text, "Statements that break, over all changes", _changes.Sum(change => _run.Of(change).Broken.Count));
        Row(text, "Statements that break and pass", _changes.Sum(change => _run.Of(change).FalsePasses.Count()));
        Row(text, "Statements that work and fail", _changes.Sum(change => _run.Of(change).FalseAlarms.Count()));
        Row(text, "Harmless changes", _changes.Count(change => !change.IsBreaking));
        Row(text, "Harmless changes that pass whole", _changes.Count(change => !change.IsBreaking && _run.Of(change).AllPass));
        return text.ToString();
    }

    private void Row(StringBuilder text, string title, int number)
        => text.Append("| ").Append(title).Append(" | ").AppendJoin(" | ", Cells(title, _ => Number(number))).Append(" |\n");

    private string Section(string title, bool isBreaking)
    {
        var text = new StringBuilder($"\n## {title}\n\n| Change | Breaks | Why | ").AppendJoin(" | ", PostgresServer.Majors.Select(major => $"Verdicts {Number(major)}")).Append($" |\n|---|---|---|{Lines}\n");
        foreach (var change in MatrixFiles.Changes.Where(change => change.IsBreaking == isBreaking))
        {
            text.Append("| ").Append(change.Name).Append(" | ").Append(Broken(change)).Append(" | ").Append(Why(change)).Append(" | ")
                .AppendJoin(" | ", Cells(change.Name, major => change.IsOn(major) ? Verdicts(_run.Of(change)) : "–")).Append(" |\n");
        }

        return text.ToString();
    }

    private static string Lines => string.Concat(PostgresServer.Majors.Select(_ => "---|"));

    // The servers' cells are the last ones.
    private IEnumerable<string> Cells(string row, Func<int, string> measured)
        => PostgresServer.Majors.Select((major, i) => major == _major ? measured(major) : _page.TryGetValue(row, out var cells) ? cells[^(PostgresServer.Majors.Count - i)] : "");

    // The newest server that has the change says why.
    private string Why(SchemaChange change)
        => change.IsBreaking ? Cell(change.Why)
            : PostgresServer.Majors.Last(change.IsOn) == _major ? Cell(string.Join("; ", Causes(_run.Of(change)).Distinct().Take(2)))
            : _page.TryGetValue(change.Name, out var cells) ? string.Join(" | ", cells[2..^PostgresServer.Majors.Count]) : "";

    private static string Cell(string text) => text.Replace("|", "\\|", StringComparison.Ordinal);

    private static IEnumerable<string> Causes(MatrixResult result)
        => result.Proofs.Values.Where(proof => proof.Verdict != ProofVerdict.Pass).OrderBy(proof => proof.Statement.Id)
            .Select(proof => proof.Differences.Select(difference => difference.Reason).FirstOrDefault() ?? proof.Cause ?? "");

    private static string Broken(SchemaChange change)
    {
        var broken = PostgresServer.Majors.Where(change.IsOn).SelectMany(change.Breaks).Distinct().Order(StringComparer.Ordinal).ToArray();
        return broken.Length <= 6 ? string.Join(", ", broken) : $"{string.Join(", ", broken[..5])} and {Number(broken.Length - 5)} more";
    }

    private static string Verdicts(MatrixResult result)
        => result.AllPass ? "pass" : $"{Number(result.Count(ProofVerdict.Fail))} + {Number(result.Count(ProofVerdict.Unknown))}";

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
