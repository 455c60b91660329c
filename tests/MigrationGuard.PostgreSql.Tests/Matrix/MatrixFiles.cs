using MigrationGuard.TestKit;

namespace MigrationGuard.Postgres.Tests.Matrix;

/// <summary>The shop, its statements and the changes: SQL files beside this one.</summary>
internal static class MatrixFiles
{
    private const string Statement = "-- statement: ";
    private const string Breaking = "-- breaking: ";
    private const string Harmless = "-- harmless: ";

    // 20,000 characters that do not compress: an index row holds 2,704 bytes.
    private static readonly string Long = string.Concat(Enumerable.Range(0, 313).Select(i => Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(BitConverter.GetBytes(i)))));

    public static string Shop { get; } = Read("shop.sql");

    public static string Oracle { get; } = Read("oracle.sql");

    public static IReadOnlyList<OldStatement> Statements { get; } = [.. Blocks(Read("statements.sql"), Statement).Select(ReadStatement)];

    public static IReadOnlyList<SchemaChange> Changes { get; } = [.. Directory.GetFiles(Path("Cases"), "*.sql").Order(StringComparer.Ordinal).SelectMany(ReadChanges)];

    private static IEnumerable<SchemaChange> ReadChanges(string file)
    {
        var text = File.ReadAllText(file);
        return Blocks(text, Breaking).Select(block => ReadChange(block, Breaking)).Concat(Blocks(text, Harmless).Select(block => ReadChange(block, Harmless)));
    }

    private static SchemaChange ReadChange(string[] lines, string kind)
    {
        var headers = lines.Skip(1).TakeWhile(line => line.StartsWith("-- ", StringComparison.Ordinal)).ToArray();
        var sql = string.Join('\n', lines.Skip(1 + headers.Length)).Trim();
        return new SchemaChange(lines[0][kind.Length..], kind == Breaking, sql, headers.ToDictionary(line => line[3..].Split(": ")[0], line => line.Contains(": ", StringComparison.Ordinal) ? line[(line.IndexOf(": ", StringComparison.Ordinal) + 2)..] : ""));
    }

    private static OldStatement ReadStatement(string[] lines)
    {
        var headers = lines.Skip(1).TakeWhile(line => line.StartsWith("-- ", StringComparison.Ordinal)).ToArray();
        var text = string.Join('\n', lines.Skip(1 + headers.Length)).Trim();
        var parameters = headers.Where(line => line.StartsWith("-- $", StringComparison.Ordinal)).Select(ReadParameter).ToArray();
        var reads = text.StartsWith("SELECT", StringComparison.Ordinal) || text.StartsWith("WITH ranked", StringComparison.Ordinal);
        return new OldStatement(lines[0][Statement.Length..], text, parameters, !reads || headers.Contains("-- effect"));
    }

    private static (string Type, string Value) ReadParameter(string line)
    {
        var parts = line.Split(" = ", 2);
        return (parts[0].Split(' ', 3)[2], parts[1] == "@long" ? Long : parts[1]);
    }

    private static IEnumerable<string[]> Blocks(string text, string start)
    {
        var block = new List<string>();
        foreach (var line in text.Split('\n'))
        {
            var starts = line.StartsWith(Statement, StringComparison.Ordinal) || line.StartsWith(Breaking, StringComparison.Ordinal) || line.StartsWith(Harmless, StringComparison.Ordinal);
            if (starts && block.Count > 0)
            {
                yield return [.. block];
                block.Clear();
            }

            if (block.Count > 0 || line.StartsWith(start, StringComparison.Ordinal))
            {
                block.Add(line);
            }
        }

        if (block.Count > 0)
        {
            yield return [.. block];
        }
    }

    private static string Read(string name) => File.ReadAllText(Path(name));

    private static string Path(string name) => RepositoryFiles.Path("tests", "MigrationGuard.PostgreSql.Tests", "Matrix", name);
}
