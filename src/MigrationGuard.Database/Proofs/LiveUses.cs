using MigrationGuard.Collections;
using MigrationGuard.Operations;
using MigrationGuard.Rules;

namespace MigrationGuard.Proofs;

/// <summary>A live version with what it uses.</summary>
/// <param name="Version">The version.</param>
/// <param name="Uses">Tables and columns in the order of their names; a table before its columns.</param>
public sealed record LiveUses(AppVersion Version, IReadOnlyList<TableUse> Uses)
{
    /// <summary>The live versions of a ledger with what they use, by service and then from old to new.</summary>
    /// <exception cref="Servers.DatabaseException">The server refuses or is lost.</exception>
    public static async Task<IReadOnlyList<LiveUses>> ReadAsync(IJudge judge, CancellationToken cancellation)
    {
        var live = new List<LiveUses>();
        foreach (var version in (await judge.VersionsAsync(cancellation).ConfigureAwait(false)).Where(version => version.State == VersionState.Live))
        {
            live.Add(new(version, await judge.TableUsesAsync(version.Id, cancellation).ConfigureAwait(false)));
        }

        return live;
    }

    /// <summary>How messages name the versions: by their labels, with the service where there are several.</summary>
    public static IReadOnlyList<string> LabelsOf(IReadOnlyList<LiveUses> live)
    {
        var several = live.Select(known => known.Version.Service).Distinct(StringComparer.Ordinal).Skip(1).Any();
        return [.. live.Select(known => several ? known.Version.ToString() : known.Version.Label)];
    }

    /// <summary>The same for the rules. A version of which a statement is not known may need everything; a list without versions says nothing.</summary>
    public static LiveVersions Knowledge(IReadOnlyList<LiveUses> live)
    {
        var labels = LabelsOf(live);
        var uses = new List<Use>();
        for (var i = 0; i < live.Count; i++)
        {
            uses.AddRange(live[i].Uses.Select(use => new Use(labels[i], ObjectName.Read(use.Table), use.Column, use.Statements, use.First?.ToString()) { ColumnsApart = use.Column is null }));
        }

        var complete = live.Count > 0 && live.All(known => known.Version is { Statements: > 0, Unproved: 0 });
        return new LiveVersions(uses.Count > 0 || complete, uses) { Labels = new EquatableList<string>([.. labels]), Complete = complete };
    }
}
