using System.CommandLine;
using System.Globalization;
using MigrationGuard.Cli.Audits;
using MigrationGuard.Cli.Configuration;
using MigrationGuard.Cli.Rehearsals;
using MigrationGuard.Mutations;

namespace MigrationGuard.Cli.Commands;

/// <summary><c>migrationguard audit</c>.</summary>
internal static class AuditCommand
{
    private static readonly Option<bool> Mutate = new("--mutate") { Description = "Try every breaking change of the schema on a scratch copy; each is rolled back." };

    private static readonly Option<string?> Demand = new("--require") { HelpName = "PERCENT", Description = "Exit code 1 when a smaller share is caught, e.g. 90%. Default: 0%." };

    private static readonly Option<string[]> Manifest = new("--manifest") { HelpName = "FILE", Description = "The manifest of a live version; any number of times. Default: the live versions of the database's ledger." };

    private static readonly Option<string?> Scratch = new("--scratch") { HelpName = "WHERE", Description = "The server that gets the scratch database, as for --connection. Default: that of the database." };

    private static readonly Option<bool> Local = new("--local") { Description = "A throw-away server of the PostgreSQL that is installed here gets the scratch database." };

    private static readonly Option<string?> Dump = new("--pg-dump") { HelpName = "PROGRAM", Description = "The pg_dump that copies the schema; at least as new as the server. Default: one that is found here." };

    private static readonly Option<string> Output = CommonOptions.OneOf("--output", AuditReports.Formats, "The form of the result. Default: text.");

    /// <summary>The command.</summary>
    public static Command Create(Surroundings surroundings)
    {
        var command = new Command("audit", "Says how many breaking changes of the real schema the published manifests would catch, and which tables and columns nobody watches.")
        {
            Mutate, CommonOptions.Connection, JudgeOptions.Service, Manifest, Demand, Scratch, Local, Dump, Output, JudgeOptions.Config, JudgeOptions.NoColor,
        };
        command.Validators.Add(result =>
        {
            if (!result.GetValue(Mutate))
            {
                result.AddError($"say what is audited: {Mutate.Name}");
            }

            if (result.GetResult(Scratch) is not null && result.GetResult(Local) is not null)
            {
                result.AddError($"{Scratch.Name} and {Local.Name} exclude each other");
            }
        });
        command.SetAction(async (result, cancellation) => (int)await RunAsync(result, surroundings, cancellation));
        return command;
    }

    private static async Task<ExitCode> RunAsync(ParseResult result, Surroundings surroundings, CancellationToken cancellation)
    {
        var demanded = Share(result.GetValue(Demand));
        var request = new AuditRequest
        {
            Connection = ConnectionSetting.Require(result.GetValue(CommonOptions.Connection), surroundings),
            Scratch = result.GetValue(Scratch) is { } other ? ConnectionSetting.Given(other, "--scratch", surroundings) : null,
            Local = result.GetValue(Local),
            Dump = result.GetValue(Dump),
            Service = JudgeOptions.ServiceOf(result, surroundings),
            Manifests = result.GetValue(Manifest) ?? [],
        };
        var format = Words.Read(AuditReports.Formats, result.GetValue(Output) ?? "text", "--output").Value;
        var bar = new RehearsalBar(surroundings);
        MutationReport? report;
        try
        {
            report = await Interruptions.RunAsync(token => new AuditRun(request, surroundings, bar).RunAsync(token), cancellation);
        }
        finally
        {
            bar.Close();
        }

        if (report is null)
        {
            surroundings.Say("interrupted; the scratch database is gone");
            return ExitCode.Unknown;
        }

        format(report, surroundings.Output, JudgeOptions.Palette(result, surroundings));
        if (report.Share >= demanded)
        {
            return ExitCode.Yes;
        }

        surroundings.Say($"--require: {AuditWords.Percent(report.Share)} is less than {AuditWords.Percent(demanded)}");
        return ExitCode.No;
    }

    private static double Share(string? text) => text is null ? 0
        : double.TryParse(text.Trim().TrimEnd('%').TrimEnd(), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var percent) && percent <= 100 ? percent / 100
        : throw new UsageException($"--require: \"{text}\" is no share; write e.g. 90%");
}
