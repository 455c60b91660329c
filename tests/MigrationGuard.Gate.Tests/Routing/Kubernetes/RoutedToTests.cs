using MigrationGuard.Gate.Routing;
using MigrationGuard.Gate.Routing.Kubernetes;
using NUnit.Framework;

namespace MigrationGuard.Gate.Tests.Routing.Kubernetes;

internal sealed class RoutedToTests
{
    [Test]
    public void What_is_written_is_read()
    {
        RoutedTo[] all = [RoutedTo.Slot("green", 8), RoutedTo.Divided(new TrafficShare("blue", "green", 1), long.MaxValue)];

        Assert.That(all.Select(one => RoutedTo.Read(one.ToString())), Is.EqualTo(all));
    }

    [TestCase("")]
    [TestCase("green")]
    [TestCase("green@")]
    [TestCase("green@-1")]
    [TestCase("@1")]
    [TestCase("blue:75@1")]
    [TestCase("green@99999999999999999999")]
    public void Anything_else_is_not(string text) => Assert.That(RoutedTo.Read(text), Is.Null);
}
