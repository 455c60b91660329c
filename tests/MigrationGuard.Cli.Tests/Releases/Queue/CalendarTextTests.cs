using System.Text;
using MigrationGuard.Cli.Releases.Queue;
using MigrationGuard.Contracts;
using MigrationGuard.Gate.Machine;
using MigrationGuard.Gate.Maintenance;
using MigrationGuard.Gate.Queue;
using MigrationGuard.Ledgers;

namespace MigrationGuard.Cli.Tests.Releases.Queue;

public sealed class CalendarTextTests
{
    private static readonly DateTimeOffset Night = new(2027, 3, 28, 1, 0, 0, TimeSpan.Zero);

    [Test]
    public void It_reads_back_as_it_was_written()
    {
        var text = Written([Window("größte; \"Spalte\", mit \\ und allem, was in einem langen Namen sonst noch vorkommen kann 🚀")]);
        var lines = text.Split("\r\n");
        Assert.That(lines[^1], Is.Empty);
        Assert.That(lines, Is.All.Matches<string>(line => Encoding.UTF8.GetByteCount(line) <= 75 && !line.Contains('\n', StringComparison.Ordinal) && !line.Contains('\uFFFD', StringComparison.Ordinal)));

        var events = Parsed(text);
        Assert.That(events, Has.Count.EqualTo(1));
        Assert.That(events[0]["SUMMARY"], Is.EqualTo("Removal of column größte; \"Spalte\", mit \\ und allem, was in einem langen Namen sonst noch vorkommen kann 🚀 (not approved yet)"));
        Assert.That(events[0]["DESCRIPTION"], Does.Contain("\napprovals: 0 of 2"));
        Assert.That((events[0]["DTSTART"], events[0]["DTEND"], events[0]["STATUS"], events[0]["SEQUENCE"]), Is.EqualTo(("20270328T010000Z", "20270328T020000Z", "TENTATIVE", "41")));
    }

    [Test]
    public void A_frozen_window_is_cancelled_and_an_empty_one_takes_no_time()
    {
        var empty = Window("x") with { Entries = [] };
        var events = Parsed(Written([empty, empty with { Cancelled = "frozen: holidays" }]));
        Assert.That(events.Select(found => (found["STATUS"], found["TRANSP"])), Is.EqualTo(new[] { ("CONFIRMED", "TRANSPARENT"), ("CANCELLED", "TRANSPARENT") }));
        Assert.That(events[0]["UID"], Is.EqualTo("20270328@migrationguard"));
    }

    private static string Written(IReadOnlyList<PlannedWindow> windows)
    {
        using var output = new StringWriter { NewLine = "\n" };
        new CalendarText(output).Write(windows, "Removals, all", (Night.AddDays(-1), 41));
        return output.ToString();
    }

    private static PlannedWindow Window(string column)
    {
        var span = new WindowSpan(Night, Night.AddHours(1), ["sunday"], TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin"));
        var side = new ReleaseSide("4.2.0", "sha256:old", "blue");
        var release = new ReleaseRecord { Id = "r", Service = "webshop", Old = side, New = side, Plan = "", PlannedOn = "", StartedAt = Night, StartedBy = "rita" };
        var entry = new QueueEntry { Release = release, State = new ReleaseState.Expanding(0, 0, false), Objects = [new ContractObject(column, "column")], Reasons = [new(ContractCondition.Approvals, EvidenceVerdict.Fail, "0 of 2 approvals")] };
        return new("20270328@migrationguard", span, [entry]);
    }

    // By the grammar of RFC 5545, and not by what writes it.
    private static List<Dictionary<string, string>> Parsed(string text)
    {
        var events = new List<Dictionary<string, string>>();
        foreach (var line in text.Replace("\r\n ", "", StringComparison.Ordinal).Split("\r\n", StringSplitOptions.RemoveEmptyEntries))
        {
            var (name, value) = (line[..line.IndexOf(':', StringComparison.Ordinal)], line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..]);
            if (line == "BEGIN:VEVENT")
            {
                events.Add([]);
            }
            else if (events.Count > 0)
            {
                events[^1].TryAdd(name, Unescaped(value));
            }
        }

        return events;
    }

    private static string Unescaped(string value)
    {
        var text = new StringBuilder();
        for (var at = 0; at < value.Length; at++)
        {
            text.Append(value[at] != '\\' ? value[at] : value[++at] is 'n' or 'N' ? '\n' : value[at]);
        }

        return text.ToString();
    }
}
