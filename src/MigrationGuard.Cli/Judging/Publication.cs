using MigrationGuard.Cli.Configuration;
using MigrationGuard.Manifests;
using MigrationGuard.Proofs;

namespace MigrationGuard.Cli.Judging;

/// <summary>The statements of a version as a database recorded them.</summary>
/// <param name="Manifest">The manifest, with the footprint where one was taken.</param>
/// <param name="Version">The version.</param>
/// <param name="Statements">Its statements.</param>
internal sealed record Publication(StatementManifest Manifest, AppVersion Version, IReadOnlyList<PublishedStatement> Statements)
{
    /// <summary>The statements that cannot be proved.</summary>
    public IReadOnlyList<PublishedStatement> Unproved => [.. Statements.Where(statement => statement.Unproved is not null)];

    /// <summary>Records on a database how the statements work, and leaves nothing there.</summary>
    public static async Task<Publication> TakeAsync(StatementManifest manifest, ConnectionSetting connection, CancellationToken cancellation)
    {
        await using var judge = await JudgeAccess.OpenAsync(connection, cancellation);
        var published = await PublishAsideAsync(manifest with { Footprint = null }, judge, cancellation);
        return published with { Manifest = manifest with { Footprint = await judge.FootprintAsync(published.Version.Id, cancellation) } };
    }

    /// <summary>Stores the statements in the ledger of a database.</summary>
    public static async Task<Publication> StoreAsync(StatementManifest manifest, ConnectionSetting connection, CancellationToken cancellation)
    {
        await using var judge = await JudgeAccess.OpenLedgerAsync(connection, cancellation);
        var published = await PublishAsync(manifest, judge, cancellation);
        await judge.CommitAsync(cancellation);
        return published;
    }

    /// <summary>Publishes for one transaction: under another name, because the ledger may have the version already.</summary>
    public static async Task<Publication> PublishAsideAsync(StatementManifest manifest, IJudge judge, CancellationToken cancellation)
    {
        var published = await PublishAsync(manifest with { Service = manifest.Service + " (manifest)" }, judge, cancellation);
        return published with { Version = published.Version with { Service = manifest.Service } };
    }

    private static async Task<Publication> PublishAsync(StatementManifest manifest, IJudge judge, CancellationToken cancellation)
    {
        var id = await judge.PublishAsync(ManifestFile.ToJson(manifest), cancellation);
        var version = (await judge.VersionsAsync(cancellation)).Single(version => version.Id == id);
        return new Publication(manifest, version, await judge.StatementsAsync(id, cancellation));
    }
}
