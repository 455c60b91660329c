using System.Globalization;
using MigrationGuard.Servers;

namespace MigrationGuard.Gate.Watching;

/// <summary>What the database counted during a window. It counts for all applications together, so it explains and never decides.</summary>
internal sealed class DatabaseWatch(ISessionActivity activity)
{
    private DatabaseCounters? _before;

    /// <summary>Why the database does not answer; null when it does.</summary>
    public string? Lost { get; private set; }

    /// <summary>Reads the counters at the beginning.</summary>
    public async Task BeginAsync(CancellationToken cancellation) => _before = await ReadAsync(cancellation);

    /// <summary>Reads them again, and says what happened between.</summary>
    public async Task<string> SinceAsync(CancellationToken cancellation)
    {
        var after = await ReadAsync(cancellation);
        return (_before, after) switch
        {
            (null, _) or (_, null) => "",
            var (first, last) when first.ResetAt != last.ResetAt || last.Rollbacks < first.Rollbacks => "; the counters of the database were reset meanwhile",
            var (first, last) => string.Create(CultureInfo.InvariantCulture, $"; the database counted {last.Rollbacks - first.Rollbacks} rollbacks and {last.Commits - first.Commits} commits of all applications"),
        };
    }

    private async Task<DatabaseCounters?> ReadAsync(CancellationToken cancellation)
    {
        try
        {
            return await activity.CountersAsync(cancellation);
        }
        catch (DatabaseException failure)
        {
            Lost = $"the database does not answer: {failure.Message}";
            return null;
        }
    }
}
