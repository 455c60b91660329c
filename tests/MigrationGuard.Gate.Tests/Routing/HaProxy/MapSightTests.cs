using MigrationGuard.Gate.Routing.HaProxy;
using NUnit.Framework;

namespace MigrationGuard.Gate.Tests.Routing.HaProxy;

/// <summary>When green@8 may replace generation 7.</summary>
internal sealed class MapSightTests
{
    [TestCase("blue@7", "blue@7", true, TestName = "Both at the expected generation")]
    [TestCase("green@8", "blue@7", true, TestName = "Requests moved, the file not yet")]
    [TestCase("blue@7", "green@8", true, TestName = "The file written, requests not yet moved")]
    [TestCase("green@8", "green@8", true, TestName = "Done already")]
    [TestCase("blue@7", "blue@3", true, TestName = "The file was set back")]
    [TestCase("blue@3", "blue@7", true, TestName = "Requests were set back by hand")]
    [TestCase("blue@7", null, true, TestName = "The file cannot be read")]
    [TestCase("blue@6", "blue@6", false, TestName = "Both at an older generation")]
    [TestCase("blue@9", "blue@9", false, TestName = "Both at a younger generation")]
    [TestCase("blue@7", "blue@9", false, TestName = "Somebody else has begun a younger change in the file")]
    [TestCase("blue@9", "blue@7", false, TestName = "Somebody else has begun a younger change of the requests")]
    [TestCase("blue@8", "blue@7", false, TestName = "Somebody else has begun a change of the same number")]
    [TestCase("green@8", "blue@8", false, TestName = "The file has another change of the same number")]
    [TestCase("blue@8", "green@8", false, TestName = "Requests have another change of the same number")]
    [TestCase(null, "blue@7", false, TestName = "HAProxy does not say")]
    public void A_change_is_allowed(string? running, string? stored, bool allowed) =>
        Assert.That(new MapSight(Reading(running), Reading(stored)).Allows(new MapValue("green", 8), 7), Is.EqualTo(allowed));

    private static MapReading Reading(string? value) => value is null ? new MapReading.Failed("no answer") : new MapReading.Found(MapValue.Parse(value)!);
}
