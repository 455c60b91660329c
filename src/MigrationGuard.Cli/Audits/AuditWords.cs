using System.Globalization;
using MigrationGuard.Cli.Reports;
using MigrationGuard.Mutations;

namespace MigrationGuard.Cli.Audits;

/// <summary>What is said of an audit.</summary>
internal static class AuditWords
{
    /// <summary>What was tried, where and against which versions.</summary>
    public static string Head(MutationReport report) =>
        $"{Names.Count(report.Tried.Count, "breaking change")} tried on a copy of the schema ({report.Server}, {report.Copied}) against {string.Join(", ", report.Versions.Select(version => $"{version.Name} ({Names.Count(version.Statements, "statement")})"))}";

    /// <summary>The result.</summary>
    public static string Sentence(MutationReport report) =>
        FormattableString.Invariant($"caught {report.Caught} of {report.Possible} ({Percent(report.Share)})") + (report.Tried.Count > report.Possible ? $"; {Names.Count(report.Tried.Count - report.Possible, "change")} that the server does not allow" : "");

    /// <summary>A share.</summary>
    public static string Percent(double share) => (Math.Floor(share * 1000) / 10).ToString("0.0", CultureInfo.InvariantCulture) + " %";

    /// <summary>What nobody would see, a line each.</summary>
    public static IEnumerable<string> Blind(MutationReport report)
    {
        foreach (var table in report.BlindTables)
        {
            yield return $"{table}: no recorded statement needs it";
        }

        foreach (var table in report.BlindColumns.GroupBy(column => column.Table, StringComparer.Ordinal))
        {
            yield return $"{table.Key}: no recorded statement needs {string.Join(", ", table.Select(column => column.Column))}";
        }
    }

    /// <summary>What to do about them.</summary>
    public const string Advice = "Record more of what the versions send, or, if really nobody uses them, remove them in a contract.";
}
