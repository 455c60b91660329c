using System.Text.RegularExpressions;
using Npgsql;

namespace MigrationGuard.Postgres.Rehearsals;

/// <summary>What the server says of its work at the level DEBUG1; the same words on PostgreSQL 12 to 18.</summary>
internal sealed partial class WorkMessages : IDisposable
{
    private readonly NpgsqlConnection _connection;
    private readonly List<string> _all = [];

    /// <summary>Listens.</summary>
    public WorkMessages(NpgsqlConnection connection)
    {
        _connection = connection;
        connection.Notice += Hear;
    }

    /// <summary>What was said of work, and what the migration says by itself (NOTICE, WARNING).</summary>
    public IReadOnlyList<string> Shown => [.. _all.Where(message => Any().IsMatch(message))];

    /// <summary>Unqualified names of tables that were written anew.</summary>
    public HashSet<string> Rewritten => Names(Rewriting());

    /// <summary>Unqualified names of tables of which the rows were checked.</summary>
    public HashSet<string> Verified => Names(Verifying());

    /// <summary>Unqualified names of tables over which an index was built.</summary>
    public HashSet<string> Indexed => Names(Building());

    /// <summary>Whether a foreign key was checked for the rows that are there.</summary>
    public bool ValidatedForeignKey => _all.Exists(message => ForeignKey().IsMatch(message));

    /// <summary>Forgets what was said.</summary>
    public void Clear() => _all.Clear();

    /// <inheritdoc />
    public void Dispose() => _connection.Notice -= Hear;

    private void Hear(object sender, NpgsqlNoticeEventArgs e) => _all.Add(e.Notice.MessageText);

    private HashSet<string> Names(Regex pattern) => _all.Select(message => pattern.Match(message)).Where(match => match.Success).Select(match => match.Groups[1].Value).ToHashSet(StringComparer.Ordinal);

    [GeneratedRegex("^rewriting table \"([^\"]+)\"")]
    private static partial Regex Rewriting();

    [GeneratedRegex("^verifying table \"([^\"]+)\"")]
    private static partial Regex Verifying();

    [GeneratedRegex("^building index \"[^\"]+\" on table \"([^\"]+)\"")]
    private static partial Regex Building();

    [GeneratedRegex("^validating foreign key constraint")]
    private static partial Regex ForeignKey();

    [GeneratedRegex("^(rewriting table|verifying table|building index|validating foreign key|existing constraints|.* are sufficient)")]
    private static partial Regex Any();
}
