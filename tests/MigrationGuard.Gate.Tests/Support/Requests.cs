using MigrationGuard.Gate.Running;
using MigrationGuard.Gate.Verification;

namespace MigrationGuard.Gate.Tests.Support;

/// <summary>Requests for evidence about the release of <see cref="World"/>.</summary>
internal static class Requests
{
    public static EvidenceRequest One { get; } = new() { Release = World.Release, Others = [], Fingerprint = "f1", RouterGeneration = 7, Lifetime = TimeSpan.FromMinutes(15) };

    public static EvidenceMeans Means { get; } = new() { Fingerprint = _ => Task.FromResult("f1") };

    public static Dictionary<string, SlotDoor> Slots(Uri blue, Uri green) => new() { ["blue"] = new(blue, "webshop-{slot}"), ["green"] = new(green, "webshop-{slot}") };
}
