using System.CommandLine;
using MigrationGuard.Cli.Checking;
using MigrationGuard.Cli.Configuration;
using MigrationGuard.Cli.Rehearsals;
using MigrationGuard.Configuration;
using MigrationGuard.Rehearsals;

namespace MigrationGuard.Cli.Commands;

/// <summary><c>migrationguard rehearse</c>.</summary>
internal static class RehearseCommand
{
    private static readonly Argument<string[]> Paths = CommonOptions.Paths("The migrations, as for check. Default: \"migrations\" of migrationguard.json.");

    private static readonly Option<string?> Since = new("--since") { HelpName = "VERSION", Description = "The newest migration that is in the database; it and all before it are not run." };

    private static readonly Option<string[]> Manifest = new("--manifest") { HelpName = "FILE", Description = "The manifest of a live version; any number of times. Default: the live versions of the database's ledger." };

    private static readonly Option<string?> New = new("--new") { HelpName = "LABEL", Description = "The new version, as it was published: proved behind the last migration." };

    private static readonly Option<string?> NewManifest = new("--new-manifest") { HelpName = "FILE", Description = "The new version as a manifest." };

    private static readonly Option<string?> Scratch = new("--scratch") { HelpName = "WHERE", Description = "The server that gets the scratch database, as for --connection. Default: that of the database." };

    private static readonly Option<bool> Local = new("--local") { Description = "A throw-away server of the PostgreSQL that is installed here gets the scratch database." };

    private static readonly Option<string?> Migrate = new("--migrate") { HelpName = "COMMAND", Description = "Run this instead of the migrations; its environment names the scratch database." };

    private static readonly Option<string[]> MigrateEnv = new("--migrate-env") { HelpName = "NAME", Description = "A variable of COMMAND that gets the connection string too; any number of times." };

    private static readonly Option<string?> MigrateTimeout = new("--migrate-timeout") { HelpName = "TIME", Description = "How long COMMAND may take. Default: 10m." };

    private static readonly Option<string?> Dump = new("--pg-dump") { HelpName = "PROGRAM", Description = "The pg_dump that copies the schema; at least as new as the server. Default: one that is found here." };

    private static readonly Option<string> Output = CommonOptions.OneOf("--output", RehearsalReports.Formats, "The form of the result. Default: text.");

    private static readonly Option<string?> Evidence = new("--evidence") { HelpName = "FOLDER", Description = "Write a file per migration: what the server did, what was proved, both fingerprints." };

    /// <summary>The command.</summary>
    public static Command Create(Surroundings surroundings)
    {
        var command = new Command("rehearse", "Runs pending migrations on a scratch copy of the schema, watches the server, and proves every live version behind each step.")
        {
            Paths, CommonOptions.Connection, Since, JudgeOptions.Service, Manifest, New, NewManifest, Scratch, Local, Dump, Migrate, MigrateEnv, MigrateTimeout, Output, Evidence, JudgeOptions.Config, JudgeOptions.NoColor,
        };
        command.Validators.Add(result =>
        {
            foreach (var (one, other) in new (Option, Option)[] { (Scratch, Local), (New, NewManifest) })
            {
                if (result.GetResult(one) is not null && result.GetResult(other) is not null)
                {
                    result.AddError($"{one.Name} and {other.Name} exclude each other");
                }
            }
        });
        command.SetAction(async (result, cancellation) => (int)await RunAsync(result, surroundings, cancellation));
        return command;
    }

    private static async Task<ExitCode> RunAsync(ParseResult result, Surroundings surroundings, CancellationToken cancellation)
    {
        var request = RequestOf(result, surroundings);
        var format = Words.Read(RehearsalReports.Formats, result.GetValue(Output) ?? "text", "--output").Value;
        var evidence = result.GetValue(Evidence) is { } folder ? EvidenceFolder.At(folder, surroundings) : null;
        var bar = new RehearsalBar(surroundings);
        RehearsalReport? report;
        try
        {
            report = await Interruptions.RunAsync(token => new RehearsalRun(request, surroundings, bar).RunAsync(token), cancellation);
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

        if (evidence is not null)
        {
            EvidenceFolder.Write(report, evidence);
        }

        format(report, surroundings.Output, JudgeOptions.Palette(result, surroundings));
        return RehearsalVerdict.Of(report);
    }

    private static RehearsalRequest RequestOf(ParseResult result, Surroundings surroundings)
    {
        var connection = ConnectionSetting.Require(result.GetValue(CommonOptions.Connection), surroundings);
        var since = result.GetValue(Since);
        return new RehearsalRequest
        {
            Migrations = new CheckRequest
            {
                Paths = result.GetValue(Paths) ?? [],
                Connection = result.GetValue(CommonOptions.Connection),
                ConfigurationFile = result.GetValue(JudgeOptions.Config),
                Settings = since is null ? new() : new() { Check = new() { Baselines = new Dictionary<string, Setting<string>> { [""] = new(since, "--since") } } },
            },
            Connection = connection,
            Scratch = result.GetValue(Scratch) is { } other ? ConnectionSetting.Given(other, "--scratch", surroundings) : null,
            Dump = result.GetValue(Dump),
            Service = JudgeOptions.ServiceOf(result, surroundings),
            Manifests = result.GetValue(Manifest) ?? [],
            NewLabel = result.GetValue(New),
            NewManifest = result.GetValue(NewManifest),
            Local = result.GetValue(Local),
            Command = result.GetValue(Migrate),
            Variables = result.GetValue(MigrateEnv) ?? [],
            Limit = result.GetValue(MigrateTimeout) is { } limit
                ? Durations.Read(limit) ?? throw new UsageException($"--migrate-timeout: \"{limit}\" is no time; write {Durations.Examples}") : TimeSpan.FromMinutes(10),
        };
    }
}
