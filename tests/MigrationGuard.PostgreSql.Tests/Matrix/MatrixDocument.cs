using System.Globalization;
using System.Text;
using MigrationGuard.Proofs;
using MigrationGuard.TestKit;

namespace MigrationGuard.Postgres.Tests.Matrix;

/// <summary>The matrix as a page: every change, what breaks, and what the judge says.</summary>
internal static class MatrixDocument
{
    private const string Head = """
        # The break matrix

        Every change below is run on PostgreSQL 15 and 18 in a copy of one database. Before and after it the statements of the old version are really executed as the application's role: errors, rows,
        types, and what they did to the tables are compared. Then `prove` judges the version that was published before the change, and the guard, in `enforce` with that version live, gets the same change to commit.

        *Breaks* names what measurably breaks; a star means: only on connections that had prepared the statement before the change. *Verdicts* counts `prove`'s answers as fail + unknown of all statements.
        The SQL of each change is in `tests/MigrationGuard.PostgreSql.Tests/Matrix/Cases`, the statements are in `statements.sql` beside it.

        """;

    public static string Write(IReadOnlyDictionary<int, MatrixRun> runs)
    {
        var text = new StringBuilder(Head).Append('\n').Append(Summary(runs)).Append('\n');
        Section(text, "Breaking changes", runs, [.. MatrixFiles.Changes.Where(change => change.IsBreaking)]);
        Section(text, "Harmless changes", runs, [.. MatrixFiles.Changes.Where(change => !change.IsBreaking)]);
        return text.ToString();
    }

    private static string Summary(IReadOnlyDictionary<int, MatrixRun> runs)
    {
        var text = new StringBuilder("| | " + string.Join(" | ", PostgresServer.Majors) + " |\n|---|" + string.Concat(PostgresServer.Majors.Select(_ => "---|")) + "\n");
        Row(text, "Breaking changes", runs, (_, changes) => Number(changes.Count(change => change.IsBreaking)));
        Row(text, "Statements that break, over all changes", runs, (run, changes) => Number(changes.Sum(change => run.Of(change).Broken.Count)));
        Row(text, "Statements that break and pass", runs, (run, changes) => Number(changes.Sum(change => run.Of(change).FalsePasses.Count())));
        Row(text, "Statements that work and fail", runs, (run, changes) => Number(changes.Sum(change => run.Of(change).FalseAlarms.Count())));
        Row(text, "Harmless changes", runs, (_, changes) => Number(changes.Count(change => !change.IsBreaking)));
        Row(text, "Harmless changes that pass whole", runs, (run, changes) => Number(changes.Count(change => !change.IsBreaking && run.Of(change).AllPass)));
        return text.ToString();
    }

    private static void Row(StringBuilder text, string title, IReadOnlyDictionary<int, MatrixRun> runs, Func<MatrixRun, SchemaChange[], string> cell)
        => text.Append("| ").Append(title).Append(" | ").AppendJoin(" | ", runs.Select(run => cell(run.Value, [.. MatrixFiles.Changes.Where(change => change.IsOn(run.Key))]))).Append(" |\n");

    private static void Section(StringBuilder text, string title, IReadOnlyDictionary<int, MatrixRun> runs, SchemaChange[] changes)
    {
        text.Append("\n## ").Append(title).Append("\n\n| Change | Breaks | Why | ").AppendJoin(" | ", runs.Keys.Select(major => $"Verdicts {Number(major)}")).Append(" |\n|---|---|---|");
        text.Append(string.Concat(runs.Select(_ => "---|"))).Append('\n');
        foreach (var change in changes)
        {
            var why = change.IsBreaking ? change.Why : string.Join("; ", runs.Where(run => change.IsOn(run.Key)).SelectMany(run => Causes(run.Value.Of(change))).Distinct().Take(2));
            text.Append("| ").Append(change.Name).Append(" | ").Append(Broken(change, runs.Keys)).Append(" | ").Append(why.Replace("|", "\\|", StringComparison.Ordinal)).Append(" | ")
                .AppendJoin(" | ", runs.Select(run => change.IsOn(run.Key) ? Verdicts(run.Value.Of(change)) : "–")).Append(" |\n");
        }
    }

    private static IEnumerable<string> Causes(MatrixResult result)
        => result.Proofs.Values.Where(proof => proof.Verdict != ProofVerdict.Pass).Select(proof => proof.Differences.Select(difference => difference.Reason).FirstOrDefault() ?? proof.Cause ?? "");

    private static string Broken(SchemaChange change, IEnumerable<int> majors)
    {
        var broken = majors.Where(change.IsOn).SelectMany(change.Breaks).Distinct().Order(StringComparer.Ordinal).ToArray();
        return broken.Length <= 6 ? string.Join(", ", broken) : $"{string.Join(", ", broken[..5])} and {Number(broken.Length - 5)} more";
    }

    private static string Verdicts(MatrixResult result)
        => result.AllPass ? "pass" : $"{Number(result.Count(ProofVerdict.Fail))} + {Number(result.Count(ProofVerdict.Unknown))}";

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
