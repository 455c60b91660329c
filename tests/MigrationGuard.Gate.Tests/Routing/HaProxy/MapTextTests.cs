using MigrationGuard.Gate.Routing.HaProxy;
using NUnit.Framework;

namespace MigrationGuard.Gate.Tests.Routing.HaProxy;

internal sealed class MapTextTests
{
    [TestCase("webshop be_blue\n", "webshop NEW\n")]
    [TestCase("webshop be_blue", "webshop NEW")]
    [TestCase("webshop be_blue\r\nother x\r\n", "webshop NEW\r\nother x\r\n")]
    [TestCase(" \twebshop\t be_blue \n", " \twebshop\t NEW \n")]
    [TestCase("webshop\n", "webshop NEW\n")]
    [TestCase("webshop a b c\n", "webshop NEW\n")]
    [TestCase("webshop be_blue\nwebshop be_blue\n", "webshop NEW\nwebshop NEW\n")]
    [TestCase("webshops be_blue\n#webshop be_blue\n", "webshops be_blue\n#webshop be_blue\nwebshop NEW\n")]
    [TestCase("other x", "other x\nwebshop NEW\n")]
    [TestCase("", "webshop NEW\n")]
    public void Only_the_value_of_the_key_changes(string before, string after)
    {
        Assert.That(MapText.With(before, "webshop", "NEW"), Is.EqualTo(after));
        Assert.That(MapText.Values(after, "webshop"), Has.All.EqualTo("NEW").And.Not.Empty);
        Assert.That(MapText.With(after, "webshop", "NEW"), Is.EqualTo(after));
    }

    [TestCase("be_blue", "be_blue", 0)]
    [TestCase("be_blue@8", "be_blue", 8)]
    [TestCase("be.blue:1@9223372036854775807", "be.blue:1", long.MaxValue)]
    public void A_value_is_a_backend_and_a_generation(string text, string backend, long generation) =>
        Assert.That(MapValue.Parse(text), Is.EqualTo(new MapValue(backend, generation)));

    [TestCase("")]
    [TestCase("@8")]
    [TestCase("be_blue@")]
    [TestCase("be_blue@-1")]
    [TestCase("be_blue@8@9")]
    [TestCase("be_blue@9223372036854775808")]
    [TestCase("be blue@8")]
    public void Anything_else_is_no_value(string text) => Assert.That(MapValue.Parse(text), Is.Null);

    [Test]
    public void Statistics_without_the_columns_are_not_understood() =>
        Assert.That(BackendStatistics.Parse("# pxname,svname\nbe_blue,BACKEND\n", "be_blue").Reason, Is.EqualTo("HAProxy's statistics are not understood"));
}
