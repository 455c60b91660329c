using System.Globalization;
using System.Text;
using MigrationGuard.TestKit;

namespace MigrationGuard.Bench.Guarded;

/// <summary>What proofs and the guard cost, on every server of the tests.</summary>
internal static class GuardBench
{
    /// <summary>Measures and writes the page.</summary>
    /// <param name="pairs">Interleaved pairs of runs for each throughput.</param>
    public static string Run(int pairs)
    {
        var page = new StringBuilder("""
            # What proofs and the guard cost

            Measured by `dotnet cake --target=Bench`: everything on one machine and in one run. Ratios are comparable; milliseconds are this machine's.

            """);
        foreach (var major in PostgresServer.Majors)
        {
            var server = PostgresServer.Get(major);
            Console.Error.WriteLine($"PostgreSQL {major}: {server.Origin}");
            page.Append(CultureInfo.InvariantCulture, $"\n## PostgreSQL {major}\n\n");
            using var plain = Shop.Create(server, 0);
            using var guarded = Shop.Create(server, 1_000);
            Throughputs(page, plain, guarded, pairs);
            Costs(page, plain, guarded);
            using var large = Shop.Create(server, 10_000);
            Proofs(page, guarded, large);
        }

        return page.ToString();
    }

    private static void Throughputs(StringBuilder page, Shop plain, Shop guarded, int pairs)
    {
        page.Append("| transactions | guarded / plain | 95 % interval | pairs |\n|---|---|---|---|\n");
        foreach (var throughput in Throughput.All)
        {
            var ratio = throughput.Compare(plain, guarded, pairs, TimeSpan.FromSeconds(2));
            page.Append(CultureInfo.InvariantCulture, $"| {throughput.Name} | {ratio.Ratio:F3} | {ratio.Low:F3} to {ratio.High:F3} | {ratio.Pairs} |\n");
        }
    }

    private static void Costs(StringBuilder page, Shop plain, Shop guarded)
    {
        page.Append("\n| change, with 1,000 statements live | plain, ms | guarded, ms |\n|---|---|---|\n");
        foreach (var (name, change, back) in new[]
        {
            ("column added to a table that no live version uses", "ALTER TABLE unused ADD COLUMN added int", "ALTER TABLE unused DROP COLUMN added"),
            ("column added to a table that 800 statements use", "ALTER TABLE users ADD COLUMN added int", "ALTER TABLE users DROP COLUMN added"),
            ("table created and dropped in one transaction", "BEGIN; CREATE TABLE extra (id int); DROP TABLE extra; COMMIT", "SELECT 1"),
        })
        {
            page.Append(CultureInfo.InvariantCulture, $"| {name} | {Durations.Change(plain, change, back):F1} | {Durations.Change(guarded, change, back):F1} |\n");
        }

        page.Append(CultureInfo.InvariantCulture, $"| longest read of the table while a column is added | {Durations.LongestRead(plain):F1} | {Durations.LongestRead(guarded):F1} |\n");
    }

    private static void Proofs(StringBuilder page, Shop thousand, Shop tenThousand)
    {
        var (small, large) = (Durations.Proof(thousand), Durations.Proof(tenThousand));
        var script = Durations.Script(thousand);
        page.Append(CultureInfo.InvariantCulture, $"""

            | proof of all statements | ms | ratio |
            |---|---|---|
            | 1,000 statements | {small:F0} | 1 |
            | 10,000 statements | {large:F0} | {large / small:F1} |
            | 1,000 statements, PREPARE and EXPLAIN by a script, without catalogs compared | {script:F0} | {script / small:F1} |

            """);
    }
}
