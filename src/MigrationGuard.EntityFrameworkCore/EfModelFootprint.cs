using Microsoft.EntityFrameworkCore;
using MigrationGuard.EntityFrameworkCore.Footprint;
using MigrationGuard.Manifests;

namespace MigrationGuard.EntityFrameworkCore;

/// <summary>What a model of EF Core uses of its database: every mapped table and column, because EF Core selects all of them.</summary>
public static class EfModelFootprint
{
    /// <summary>The statements by which EF Core reads and writes what the model maps, with parameters of the store types. No database is asked.</summary>
    /// <param name="context">A context of the model, with its relational provider.</param>
    /// <param name="version">What the version is called and how it connects; its statements are kept.</param>
    /// <exception cref="InvalidOperationException">The provider is not relational, or the model holds what no server can read.</exception>
    public static StatementManifest Of(DbContext context, StatementManifest version)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(version);
        var builder = new ManifestBuilder(version);
        new ModelStatements(context, builder).Add();
        return builder.Build();
    }

    /// <summary>Writes them into a file that <c>statements publish</c> takes.</summary>
    /// <param name="context">A context of the model.</param>
    /// <param name="version">What the version is called and how it connects.</param>
    /// <param name="path">The file; what was there is replaced.</param>
    /// <param name="cancellation">Ends the writing.</param>
    public static async Task WriteAsync(DbContext context, StatementManifest version, string path, CancellationToken cancellation = default)
        => await File.WriteAllTextAsync(path, ManifestFile.ToJson(Of(context, version)), cancellation).ConfigureAwait(false);
}
