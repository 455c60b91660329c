using System.Globalization;
using MigrationGuard.TestKit;

namespace MigrationGuard.Postgres.Tests.Facts;

/// <summary>A change of fixture.sql's objects and every fact that it must alter: a block of changes.txt.</summary>
internal sealed record FactChange(string Sql, string Before, int FromMajor, IReadOnlyList<string> Expected)
{
    public static IReadOnlyList<FactChange> All { get; } = [.. Read()];

    public override string ToString() => Before.Length == 0 ? Sql : $"{Sql} (after {Before})";

    private static IEnumerable<FactChange> Read()
    {
        var lines = File.ReadAllLines(RepositoryFiles.Path("tests", "MigrationGuard.PostgreSql.Tests", "Facts", "changes.txt"));
        for (var start = 0; start < lines.Length;)
        {
            var parts = lines[start].Split(" | ");
            var end = start + 1;
            while (end < lines.Length && lines[end].StartsWith("  ", StringComparison.Ordinal))
            {
                end++;
            }

            var expected = lines[(start + 1)..end].Select(line => line[2..]);
            yield return new FactChange(parts[0], Option(parts, "before ") ?? "", int.Parse(Option(parts, "from ") ?? "0", CultureInfo.InvariantCulture), [.. expected]);
            start = end;
        }
    }

    private static string? Option(string[] parts, string name) =>
        Array.Find(parts, part => part.StartsWith(name, StringComparison.Ordinal))?[name.Length..];
}
