using System.Globalization;
using MigrationGuard.Gate.Maintenance;
using MigrationGuard.Gate.Policies;

namespace MigrationGuard.Gate.Tests.Maintenance;

public sealed class MaintenanceCalendarTests
{
    [TestCase("0 2 * * SUN", 120, "2027-03-27", "01:00-02:00", TestName = "In spring the window is as long as the wall clock lets it be")]
    [TestCase("30 1 * * SUN", 60, "2027-03-27", "00:30-01:00", TestName = "A window that ends where the hour is missing ends there")]
    [TestCase("0 2 * * SUN", 60, "2027-03-27", "2027-04-04 00:00-01:00", TestName = "A window that does not exist is none")]
    [TestCase("0 2 * * SUN", 120, "2027-10-30", "00:00-03:00", TestName = "In autumn it lasts three hours")]
    [TestCase("0 2 * * SUN", 60, "2027-10-30", "00:00-02:00", TestName = "The hour that comes twice is in it twice")]
    [TestCase("30 1 * * SUN", 60, "2027-10-30", "2027-10-30 23:30-00:30", TestName = "What ends within the hour that comes twice ends at the first")]
    [TestCase("30 2 * * SUN", 120, "2027-10-30", "00:30-01:00", TestName = "What begins within the hour that comes twice begins twice")]
    [TestCase("0 23 * * SAT", 300, "2027-03-27", "2027-03-27 22:00-02:00", TestName = "Over midnight and over the change")]
    public void Over_a_clock_change_in_Berlin(string cron, int minutes, string after, string expected)
    {
        var span = new MaintenanceCalendar([Window("sunday", cron, minutes)], []).After(Utc(after + " 12:00")).First();
        Assert.That(FormattableString.Invariant($"{span.From:yyyy-MM-dd HH:mm}-{span.Until:HH:mm}"), Does.EndWith(expected));
    }

    [Test]
    public void Exactly_the_minutes_at_which_the_wall_clock_shows_the_window_are_in_it()
    {
        var random = new Random(7);
        string[] zones = ["Europe/Berlin", "America/St_Johns", "Australia/Lord_Howe", "Africa/Casablanca", "Pacific/Apia", "Asia/Kathmandu"];
        for (var number = 0; number < 60; number++)
        {
            var zone = TimeZoneInfo.FindSystemTimeZoneById(zones[number % zones.Length]);
            var change = random.Next(2) == 0 ? new DateTime(2027, 3, 26) : new DateTime(2027, 10, 29);
            var (hour, minute, length) = (random.Next(24), random.Next(60), random.Next(1, 300));
            var window = new MaintenanceWindow("any", CronExpression.Read(FormattableString.Invariant($"{minute} {hour} * * *"), out _)!, TimeSpan.FromMinutes(length), zone);
            var calendar = new MaintenanceCalendar([window], []);
            var first = new DateTimeOffset(change, TimeSpan.Zero);
            var spans = calendar.After(first).TakeWhile(span => span.From < first.AddDays(6)).ToList();
            for (var at = first; at < first.AddDays(5); at = at.AddMinutes(7))
            {
                var wall = TimeZoneInfo.ConvertTime(at, zone).DateTime;
                var begins = wall.Date.AddMinutes((hour * 60) + minute);
                var shown = wall >= begins && wall < begins.AddMinutes(length) || wall < begins.AddDays(-1).AddMinutes(length);
                Assert.That(spans.Exists(span => span.Contains(at)), Is.EqualTo(shown), $"{zone.Id} {hour}:{minute} + {length}: {at:u}, {wall:s}");
            }
        }
    }

    [Test]
    public void Windows_that_overlap_are_one_and_freezes_are_cut_out()
    {
        var freeze = new Freeze(Utc("2027-06-06 02:00"), Utc("2027-06-06 02:30"), "audit");
        var calendar = new MaintenanceCalendar([Window("early", "0 2 * * SUN", 120), Window("late", "0 3 * * SUN", 180), Window("other", "0 12 * * SUN", 60)], [freeze]);
        Assert.That(Texts(calendar.After(Utc("2027-06-05 00:00")).Take(3)), Is.EqualTo("early+late 00:00-02:00, early+late 02:30-04:00, other 10:00-11:00"));
        Assert.That(calendar.At(Utc("2027-06-06 02:10")), Is.Null);
        Assert.That(Texts(calendar.Of("LATE").After(Utc("2027-06-05 00:00")).Take(1)), Is.EqualTo("late 01:00-02:00"));
        Assert.That(calendar.Of("none").HasWindows, Is.False);
    }

    [Test]
    public void A_window_that_never_ends_and_one_that_comes_every_four_years_are_found()
    {
        var always = new MaintenanceCalendar([Window("always", "0 0 * * *", 1440)], []);
        Assert.That(always.At(Utc("2027-06-06 02:10")), Is.Not.Null);
        var rare = new MaintenanceCalendar([Window("rare", "0 1 29 2 *", 60)], []);
        Assert.That(rare.After(Utc("2028-03-01 00:00")).First().From, Is.EqualTo(Utc("2032-02-29 00:00")));
        Assert.That(new MaintenanceCalendar([Window("never", "0 1 31 2 *", 60)], []).After(Utc("2027-01-01 00:00")), Is.Empty);
    }

    private static MaintenanceWindow Window(string name, string cron, int minutes) =>
        new(name, CronExpression.Read(cron, out _)!, TimeSpan.FromMinutes(minutes), TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin"));

    private static DateTimeOffset Utc(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);

    private static string Texts(IEnumerable<WindowSpan> spans) => string.Join(", ", spans.Select(span => FormattableString.Invariant($"{string.Join('+', span.Names)} {span.From:HH:mm}-{span.Until:HH:mm}")));
}
