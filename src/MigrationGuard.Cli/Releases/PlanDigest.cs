using System.Security.Cryptography;
using System.Text.Json;
using MigrationGuard.Cli.Configuration.Gates;
using MigrationGuard.Ledgers;

namespace MigrationGuard.Cli.Releases;

/// <summary>SHA-256 over what a release was planned with up to the switch. Freezes are left out: they may be added at any time; a removal has a digest of its own.</summary>
internal static class PlanDigest
{
    /// <summary>The digest, <c>sha256:…</c>.</summary>
    /// <param name="gate">The configuration.</param>
    /// <param name="expand">The digest of what changes the schema; empty for nothing.</param>
    /// <param name="sides">The old and the new version.</param>
    public static string Of(GateSettings gate, string expand, params ReleaseSide[] sides)
    {
        var planned = new { Policy = gate.Policy with { Freezes = [] }, Expand = expand, Sides = sides };
        return "sha256:" + Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(planned)));
    }
}
