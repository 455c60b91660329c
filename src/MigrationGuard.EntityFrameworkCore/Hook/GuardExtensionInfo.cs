using Microsoft.EntityFrameworkCore.Infrastructure;

namespace MigrationGuard.EntityFrameworkCore.Hook;

/// <summary>What EF Core asks of the extension: contexts that differ in their guard alone share their services.</summary>
internal sealed class GuardExtensionInfo(GuardOptionsExtension extension) : DbContextOptionsExtensionInfo(extension)
{
    /// <inheritdoc />
    public override bool IsDatabaseProvider => false;

    /// <inheritdoc />
    public override string LogFragment => "using MigrationGuard ";

    /// <inheritdoc />
    public override int GetServiceProviderHashCode() => 0;

    /// <inheritdoc />
    public override bool ShouldUseSameServiceProvider(DbContextOptionsExtensionInfo other) => other is GuardExtensionInfo;

    /// <inheritdoc />
    public override void PopulateDebugInfo(IDictionary<string, string> debugInfo) => debugInfo["MigrationGuard"] = "1";
}
