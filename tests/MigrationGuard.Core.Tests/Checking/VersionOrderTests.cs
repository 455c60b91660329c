using MigrationGuard.Migrations;

namespace MigrationGuard.Tests.Checking;

public sealed class VersionOrderTests
{
    [TestCase("2", "10")]
    [TestCase("1.2", "1.10")]
    [TestCase("1_2", "1.10")]
    [TestCase("1", "1.1")]
    [TestCase("009", "10")]
    [TestCase("2019-03-22-170700", "2026-04-09-114747")]
    [TestCase("20240131120000", "20240131120001")]
    [TestCase("99999999999999999999998", "99999999999999999999999")]
    [TestCase("", "1")]
    public void The_left_version_comes_first(string left, string right)
    {
        Assert.That(VersionOrder.Instance.Compare(left, right), Is.Negative);
        Assert.That(VersionOrder.Instance.Compare(right, left), Is.Positive);
    }

    [TestCase("1_2", "1.2")]
    [TestCase("007", "7")]
    public void These_are_the_same_version(string left, string right) => Assert.That(VersionOrder.Instance.Compare(left, right), Is.Zero);
}
