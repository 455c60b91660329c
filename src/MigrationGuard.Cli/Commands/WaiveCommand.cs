using System.CommandLine;
using System.Globalization;
using MigrationGuard.Cli.Checking;
using MigrationGuard.Cli.Checking.Waivers;
using MigrationGuard.Cli.Reports;
using MigrationGuard.Rules;

namespace MigrationGuard.Cli.Commands;

/// <summary><c>migrationguard waive</c>.</summary>
internal static class WaiveCommand
{
    private static readonly Argument<string?> Finding = new("FINDING") { Description = "The finding: RULE@FILE:LINE, e.g. MG0101@db/003.sql:4, or its fingerprint from --output sarif.", Arity = ArgumentArity.ZeroOrOne };

    private static readonly Argument<string[]> Paths = CommonOptions.Paths("What is checked for it, as for 'check'. Default: \"migrations\" of migrationguard.json.");

    private static readonly Option<string?> Until = new("--until") { HelpName = "DAY", Description = "The last day on which it counts, e.g. 2026-12-31. Default: 30 days." };

    private static readonly Option<string?> Reason = new("--reason") { HelpName = "TEXT", Description = "Why the finding may stay; it is required." };

    private static readonly Option<string?> Config = new("--config") { HelpName = "FILE", Description = "The configuration. Default: the nearest migrationguard.json above PATH." };

    private static readonly Argument<string> Id = new("ID") { Description = "The first digits of the waiver's id, as 'waive list' shows it." };

    /// <summary>The command.</summary>
    public static Command Create(Surroundings surroundings)
    {
        var waive = new Command("waive", "Lets a finding of 'check' stay, until a day and only in this text of the file; who and why is written to migrationguard.waivers.json, to be reviewed.")
        {
            Finding, Paths, Until, Reason, ReleaseOptions.As, CommonOptions.Database, CommonOptions.DatabaseVersion, CommonOptions.Edition, Config,
        };
        waive.SetAction(result => (int)Add(result, surroundings));
        var list = new Command("list", "Shows the waivers.");
        list.SetAction(_ => (int)List(surroundings));
        var remove = new Command("remove", "Takes a waiver away: the finding is back.") { Id };
        remove.SetAction(result => (int)Remove(result.GetValue(Id)!, surroundings));
        waive.Add(list);
        waive.Add(remove);
        return waive;
    }

    private static ExitCode Add(ParseResult result, Surroundings surroundings)
    {
        var wanted = result.GetValue(Finding) ?? throw new UsageException("which finding? migrationguard waive RULE@FILE:LINE --reason TEXT");
        var reason = result.GetValue(Reason)?.Trim() is { Length: > 0 } text ? text : throw new UsageException("--reason: say why the finding may stay");
        var person = ReleaseOptions.Named(result, surroundings) ?? throw new UsageException("--as: say who takes the responsibility");
        var today = DateOnly.FromDateTime(surroundings.Time.GetUtcNow().UtcDateTime);
        var until = result.GetValue(Until) is { } day ? DayOf(day) : today.AddDays(30);
        var report = new CheckRun(new CheckRequest { Paths = result.GetValue(Paths) ?? [], ConfigurationFile = result.GetValue(Config), Settings = CommonOptions.Settings(result) }, surroundings).Run();
        var all = report.Files.SelectMany(file => WaivedFiles.Numbered(file).Select(found => (File: file, found.Finding, found.Id))).ToList();
        var found = all.Where(pair => IsMeant(wanted, pair.Finding, pair.Id)).ToList();
        if (found is not [var (file, finding, id)])
        {
            throw new UsageException(found.Count > 1 ? $"\"{wanted}\" is {found.Count} findings; name one by its fingerprint: {string.Join(", ", found.Select(pair => pair.Id))}"
                : $"there is no finding \"{wanted}\"; there is {(all.Count == 0 ? "none" : string.Join(", ", all.Take(5).Select(pair => NameOf(pair.Finding))))}");
        }

        var waivers = WaiverFile.Find(surroundings.Directory);
        waivers.Write([.. waivers.Waivers.Where(waiver => waiver.Id != id), new(id, finding.Rule.Id, file.Path, WaivedFiles.DigestOf(file.TextOf(finding.Span)), reason, person, today, until)]);
        surroundings.Output.Write($"{NameOf(finding)} may stay until {Text(until)}: {reason} ({person}). Commit {WaiverFile.FileName}\n");
        return ExitCode.Yes;
    }

    private static ExitCode List(Surroundings surroundings)
    {
        var waivers = WaiverFile.Find(surroundings.Directory).Waivers;
        var today = DateOnly.FromDateTime(surroundings.Time.GetUtcNow().UtcDateTime);
        surroundings.Output.Write(waivers.Count == 0 ? "nothing is waived\n" : string.Concat(waivers.Select(waiver =>
            $"{WaivedFiles.Short(waiver)}  {waiver.Rule}  {waiver.File}  {(today > waiver.Until ? "ended on" : "until")} {Text(waiver.Until)}  {waiver.Person}: {waiver.Reason}\n")));
        return ExitCode.Yes;
    }

    private static ExitCode Remove(string id, Surroundings surroundings)
    {
        var file = WaiverFile.Find(surroundings.Directory);
        var meant = file.Waivers.Where(waiver => waiver.Id.StartsWith(id, StringComparison.OrdinalIgnoreCase)).ToList();
        if (meant is not [var waiver])
        {
            throw new UsageException(meant.Count == 0 ? $"there is no waiver \"{id}\"; 'migrationguard waive list' shows what there is" : $"\"{id}\" begins {meant.Count} waivers; write more of it");
        }

        file.Write(file.Waivers.Where(other => other != waiver));
        surroundings.Output.Write($"{waiver.Rule} in {waiver.File} is no longer waived\n");
        return ExitCode.Yes;
    }

    private static bool IsMeant(string wanted, Finding finding, string id) =>
        string.Equals(wanted, NameOf(finding), StringComparison.OrdinalIgnoreCase) || wanted.Length >= 8 && id.StartsWith(wanted, StringComparison.OrdinalIgnoreCase);

    private static string NameOf(Finding finding) => FormattableString.Invariant($"{finding.Rule.Id}@{finding.Span.Path}:{finding.Span.Line}");

    private static DateOnly DayOf(string text) => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day
        : throw new UsageException($"--until: \"{text}\" is no day; write e.g. 2026-12-31");

    private static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
