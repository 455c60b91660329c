using MigrationGuard.Database.Tests.Facts;
using MigrationGuard.Databases;
using MigrationGuard.TestKit;
using Npgsql;

namespace MigrationGuard.Database.Tests;

/// <summary>A page with SQL that is run, each <c>sql measured</c> block followed by what the servers did.</summary>
internal static class MeasuredDocument
{
    private const string Fence = "```";
    private const string Tables = Fence + "sql tables";
    private const string Measured = Fence + "sql measured";
    private const string Marker = "-- measured:";
    private const string Result = "PostgreSQL ";

    /// <summary>The page with the lines under its blocks as they are now.</summary>
    public static string Run(string page)
    {
        var stages = new Dictionary<int, Stage>();
        try
        {
            foreach (var major in PostgresServer.Majors)
            {
                stages[major] = new Stage(major);
            }

            return Run(page.Split('\n'), stages);
        }
        finally
        {
            foreach (var stage in stages.Values)
            {
                stage.Dispose();
            }
        }
    }

    private static string Run(string[] lines, Dictionary<int, Stage> stages)
    {
        var tables = "";
        var written = new List<string>();
        for (var at = 0; at < lines.Length; at++)
        {
            written.Add(lines[at]);
            if (lines[at] is not (Tables or Measured))
            {
                continue;
            }

            var block = lines.Skip(at + 1).TakeWhile(line => line != Fence).ToArray();
            written.AddRange([.. block, Fence]);
            var measured = lines[at] == Measured;
            at += block.Length + 1;
            if (!measured)
            {
                tables = string.Join('\n', block);
                continue;
            }

            written.AddRange(["", .. Results(tables, block, stages)]);
            at += lines.Skip(at + 1).TakeWhile(line => line.Length == 0 || line.StartsWith(Result, StringComparison.Ordinal)).Count();
            written.Add("");
        }

        return string.Join('\n', written);
    }

    private static IEnumerable<string> Results(string tables, string[] block, Dictionary<int, Stage> stages)
    {
        var marker = Array.IndexOf(block, Marker);
        var rehearsal = new Rehearsal(string.Join('\n', block[(marker + 1)..])) { Setup = tables + "\n" + string.Join('\n', block[..Math.Max(marker, 0)]) };
        return stages.GroupBy(stage => Describe(stage.Value, rehearsal), stage => stage.Key).Select(found => $"{Result}{string.Join(" and ", found)}: {found.Key}.");
    }

    private static string Describe(Stage stage, Rehearsal rehearsal)
    {
        try
        {
            return Describe(stage.Run(rehearsal));
        }
        catch (PostgresException e)
        {
            return $"fails with {e.SqlState}, {e.MessageText}";
        }
    }

    private static string Describe(Measurement measured)
    {
        var locks = measured.Locks.Where(l => measured.Tables.Contains(l.Key) && l.Value.Strength >= PostgreSqlLocks.ShareUpdateExclusive.Strength)
            .OrderBy(l => l.Key, StringComparer.Ordinal).Select(l => $"`{l.Key}` {l.Value.Name}").ToArray();
        string[] parts =
        [
            locks.Length > 0 ? "locks " + string.Join(" and ", locks) : "locks no table",
            .. Part("writes anew", measured.Rewritten), .. Part("reads all rows of", measured.Scanned.Except(measured.Rewritten)), .. Part("builds an index of", measured.Indexed.Except(measured.Rewritten)),
        ];
        return string.Join("; ", parts) + (measured.Works ? "" : "; touches no row");
    }

    private static IEnumerable<string> Part(string what, IEnumerable<string> tables)
    {
        var names = string.Join(" and ", tables.Order(StringComparer.Ordinal).Select(name => $"`{name}`"));
        return names.Length > 0 ? [$"{what} {names}"] : [];
    }
}
