using System.Text.RegularExpressions;
using MigrationGuard.Configuration;
using MigrationGuard.Gate.Routing;
using MigrationGuard.Gate.Verification;
using MigrationGuard.Gate.Watching;
using MigrationGuard.Gate.Watching.Queries;

namespace MigrationGuard.Cli.Configuration.Gates;

/// <summary>Reads <c>gate.bake</c>.</summary>
internal static class BakeReader
{
    /// <summary>What is measured; without the section all probes, and without probes the front door's own address.</summary>
    /// <exception cref="UsageException">It says something that cannot be.</exception>
    public static ProbeBakeSettings Read(SectionReader gate, IReadOnlyDictionary<string, SlotDoor> slots, (FrontDoorSettings Door, IReadOnlyList<HttpProbe> Probes) known)
    {
        var usual = new ProbeBakeSettings
        {
            Slots = slots,
            Probes = known.Probes.Count > 0 ? known.Probes : [new("front door", known.Door.Address.PathAndQuery)],
            FrontDoor = new(known.Door.Address.GetLeftPart(UriPartial.Authority)),
            ReleaseHeader = known.Door.ReleaseHeader,
        };
        if (gate.Member("bake") is not { } member)
        {
            return usual;
        }

        var bake = new SectionReader(member.Value, member.Path, "probes", "databaseErrors", "interval", "failureShare", "latency", "minimumRequests", "sqlStateHeader", "sqlStatePattern", "errors",
            "queries");
        return usual with
        {
            Probes = bake.Texts("probes", "[\"orders\"]") is { } chosen ? Chosen(bake, chosen, known.Probes) : usual.Probes,
            DatabaseErrors = Errors(bake) ?? usual.DatabaseErrors,
            Interval = bake.Duration("interval", usual.Interval),
            FailureShare = bake.Share("failureShare", usual.FailureShare),
            Latency = bake.Has("latency") ? bake.Duration("latency", default) : null,
            MinimumRequests = bake.Number("minimumRequests", usual.MinimumRequests),
            SqlStateHeader = bake.Text("sqlStateHeader") ?? usual.SqlStateHeader,
            SqlStatePattern = bake.Has("sqlStatePattern") ? Pattern(bake, "sqlStatePattern", "state") : null,
            Errors = bake.Member("errors") is { } errors ? Counter(errors) : null,
        };
    }

    /// <summary>The queries; none without the section.</summary>
    /// <exception cref="UsageException">They say something that cannot be.</exception>
    public static IReadOnlyList<BakeQuery> Queries(SectionReader gate) =>
        gate.Member("bake") is { } member ? BakeQueryReader.Read(new SectionReader(member.Value, member.Path)) : [];

    private static List<HttpProbe> Chosen(SectionReader bake, IReadOnlyList<string> names, IReadOnlyList<HttpProbe> probes)
    {
        string[] known = [.. probes.Select(probe => probe.Name)];
        return names.FirstOrDefault(name => !known.Contains(name, StringComparer.Ordinal)) is { } missing
            ? throw bake.Complaint("probes", $"there is no probe \"{missing}\"{(known.Length == 0 ? "; write it into gate.probes" : $"; write {Words.List(known)}")}")
            : [.. probes.Where(probe => names.Contains(probe.Name, StringComparer.Ordinal))];
    }

    private static IReadOnlyList<string>? Errors(SectionReader bake) => bake.Texts("databaseErrors", "[\"42703\"]") switch
    {
        { } codes when codes.FirstOrDefault(code => code.Length != 5 || !code.All(char.IsAsciiLetterOrDigit)) is { } wrong =>
            throw bake.Complaint("databaseErrors", $"\"{wrong}\" is no SQLSTATE; write five letters and digits, e.g. \"42703\""),
        var codes => codes,
    };

    private static ErrorCounter Counter((PlacedJson Value, string Path) member)
    {
        var counter = new SectionReader(member.Value, member.Path, "path", "pattern");
        return new(counter.RootedPath("path"), Pattern(counter, "pattern", "state", "count"));
    }

    private static string Pattern(SectionReader section, string key, params IEnumerable<string> groups)
    {
        var pattern = section.RequiredText(key, "a regular expression");
        try
        {
            var names = new Regex(pattern, RegexOptions.None, TimeSpan.FromSeconds(1)).GetGroupNames();
            return groups.FirstOrDefault(group => !names.Contains(group, StringComparer.Ordinal)) is { } missing
                ? throw section.Complaint(key, $"has no group \"{missing}\"; write (?<{missing}>…) around it")
                : pattern;
        }
        catch (ArgumentException exception)
        {
            throw section.Complaint(key, $"is no regular expression: {exception.Message}");
        }
    }
}
