using MigrationGuard.Gate.Maintenance;

namespace MigrationGuard.Gate.Tests.Maintenance;

public sealed class CronExpressionTests
{
    [TestCase("0 2 * * SUN", "2027-03-28 02:00, 2027-04-04 02:00, 2027-04-11 02:00")]
    [TestCase("0 2 * * 7", "2027-03-28 02:00, 2027-04-04 02:00, 2027-04-11 02:00")]
    [TestCase("30 4 * * MON#1", "2027-04-05 04:30, 2027-05-03 04:30, 2027-06-07 04:30")]
    [TestCase("15 3 L * *", "2027-03-31 03:15, 2027-04-30 03:15, 2027-05-31 03:15")]
    [TestCase("0 1 29 feb *", "2028-02-29 01:00, 2032-02-29 01:00")]
    [TestCase("0 0 1 * mon", "2027-03-29 00:00, 2027-04-01 00:00, 2027-04-05 00:00")]
    [TestCase("*/20 22-23 31 * *", "2027-03-31 22:00, 2027-03-31 22:20, 2027-03-31 22:40")]
    [TestCase("5,50 6 * 4/3 *", "2027-04-01 06:05, 2027-04-01 06:50, 2027-04-02 06:05")]
    public void It_is_read(string cron, string expected)
    {
        var expression = CronExpression.Read(cron, out var problem)!;
        Assert.That(problem, Is.Null);
        var wanted = expected.Split(", ");
        var times = Enumerable.Range(0, 366 * 6).SelectMany(day => expression.On(new DateOnly(2027, 3, 26).AddDays(day))).Take(wanted.Length);
        Assert.That(times.Select(time => FormattableString.Invariant($"{time:yyyy-MM-dd HH:mm}")), Is.EqualTo(wanted));
    }

    [TestCase("0 2 * *", "has 4 fields; write five")]
    [TestCase("60 2 * * *", "\"60\" is no minute; write 0-59")]
    [TestCase("0 24 * * *", "is no hour")]
    [TestCase("0 2 0 * *", "is no day of the month")]
    [TestCase("0 2 * 13 *", "is no month; write 1-12, *, lists (1,15), ranges (1-5) or steps (*/2), or names such as JAN")]
    [TestCase("0 2 * * SUNDAY", "\"SUNDAY\" is no day of the week")]
    [TestCase("0 2 * * 5-1", "is no day of the week")]
    [TestCase("*/0 2 * * *", "is no minute")]
    [TestCase("1,,2 2 * * *", "is no minute")]
    [TestCase("-1 2 * * *", "is no minute")]
    [TestCase("", "has 0 fields")]
    public void What_is_none_is_said(string cron, string problem)
    {
        Assert.That(CronExpression.Read(cron, out var said), Is.Null);
        Assert.That(said, Does.Contain(problem));
    }

    [Test]
    public void No_text_makes_it_throw()
    {
        const string letters = "0123456789*/,-#LSUNJA ?x";
        var random = new Random(20270328);
        for (var number = 0; number < 20_000; number++)
        {
            var text = string.Concat(Enumerable.Range(0, random.Next(1, 24)).Select(_ => letters[random.Next(letters.Length)]));
            var read = CronExpression.Read(text, out var problem);
            Assert.That(read is null, Is.EqualTo(problem is not null), text);
            Assert.That(() => read?.On(new DateOnly(2027, 3, 28)).Count(), Throws.Nothing, text);
        }
    }
}
