using System.CommandLine;
using MigrationGuard.Cli.Checking;
using MigrationGuard.Cli.Configuration;
using MigrationGuard.Cli.Sources;
using MigrationGuard.Cli.Sources.Layouts;
using MigrationGuard.Configuration;
using MigrationGuard.Databases;

namespace MigrationGuard.Cli.Commands;

/// <summary><c>migrationguard init</c>.</summary>
internal static class InitCommand
{
    private static readonly Argument<string[]> Paths = CommonOptions.Paths("Folders with migrations. Default: the working directory.");

    private static readonly Option<bool> Force = new("--force") { Description = "Overwrite a migrationguard.json that is there." };

    private static readonly Option<bool> Gate = new("--gate") { Description = "Write the section gate as well, also into a migrationguard.json that is there." };

    /// <summary>The command.</summary>
    public static Command Create(Surroundings surroundings)
    {
        var command = new Command("init", "Writes migrationguard.json for the migrations it finds, with the baseline at the newest one.")
        {
            Paths, CommonOptions.Database, CommonOptions.DatabaseVersion, CommonOptions.Edition, Gate, Force,
        };
        command.SetAction(result => (int)Run(result, surroundings));
        return command;
    }

    private static ExitCode Run(ParseResult result, Surroundings surroundings)
    {
        var target = Path.Combine(surroundings.Directory, ConfigurationFile.FileName);
        if (File.Exists(target) && !result.GetValue(Force))
        {
            if (result.GetValue(Gate))
            {
                return AddGate(target, surroundings);
            }

            throw new UsageException($"{ConfigurationFile.FileName} is there already; edit it, or overwrite it with --force");
        }

        var settings = CommonOptions.Settings(result);
        var found = Find(result.GetValue(Paths) is { Length: > 0 } paths ? paths : ["."], surroundings, settings);
        settings = settings.Check.Database is null && found.Product != DatabaseKinds.None ? settings with { Check = settings.Check with { Database = new Setting<DatabaseKinds>(found.Product, "init") } } : settings;
        UsageException.Of(settings.Check.Verify);
        var text = InitialConfiguration.Write(settings, found.Sets);
        Write(target, result.GetValue(Gate) ? GateTemplate.Insert(ConfigurationFile.FileName, text) : text);
        Tell(found.Sets, settings, surroundings.Output);
        return ExitCode.Yes;
    }

    private static ExitCode AddGate(string target, Surroundings surroundings)
    {
        try
        {
            Write(target, GateTemplate.Insert(ConfigurationFile.FileName, File.ReadAllText(target)));
        }
        catch (Exception exception) when (Problem.Of(ConfigurationFile.FileName, exception) is { } problem)
        {
            throw new UsageException(problem.ToString());
        }

        surroundings.Output.WriteLine($"Wrote the section gate into {ConfigurationFile.FileName}: edit slots, router, suites and probes.");
        surroundings.Output.WriteLine("Next: migrationguard doctor");
        return ExitCode.Yes;
    }

    private static void Write(string target, string text)
    {
        try
        {
            File.WriteAllText(target, text);
        }
        catch (Exception exception) when (Problem.Of(ConfigurationFile.FileName, exception) is not null)
        {
            throw new UsageException($"{ConfigurationFile.FileName} cannot be written: {exception.Message}");
        }
    }

    private static (List<MigrationSet> Sets, DatabaseKinds Product) Find(string[] paths, Surroundings surroundings, Settings settings)
    {
        var input = new InputFiles(surroundings.Directory);
        foreach (var path in paths)
        {
            if (!Path.Exists(Path.GetFullPath(path, surroundings.Directory)) && !Glob.IsPattern(path))
            {
                throw new UsageException($"{path}: does not exist; check the spelling: migrationguard init db/migrations");
            }

            input.Add(path);
        }

        var sets = LayoutCatalog.Arrange(input.Files);
        sets.ForEach(set => LayoutCatalog.TakeOutForeign(set, settings.Check.Database?.Value ?? set.ProductOfNames()));
        sets.RemoveAll(set => set.Files.Count == 0);
        if (sets.Exists(set => set.Layout is not PlainLayout))
        {
            // Scripts without numbers next to real migrations are seeds, dumps and tests.
            sets.RemoveAll(set => set.Layout is PlainLayout);
        }

        if (sets.Count == 0)
        {
            throw new UsageException($"no migrations: there is no .sql file in {string.Join(", ", paths)}; name the folder: migrationguard init db/migrations");
        }

        var loaded = new FileLoader(surroundings.Input, DialectDetection.FromText).Load([.. sets.SelectMany(set => set.Files)]);
        var names = sets.Aggregate(DatabaseKinds.None, (kinds, set) => kinds | set.ProductOfNames());
        var signs = loaded.Aggregate(default(DialectSigns), (sum, file) => sum + file.Signs);
        return (sets, names is DatabaseKinds.PostgreSql or DatabaseKinds.SqlServer ? names : DialectDetector.Decide(signs));
    }

    private static void Tell(List<MigrationSet> sets, Settings settings, TextWriter output)
    {
        foreach (var set in sets)
        {
            output.WriteLine(FormattableString.Invariant($"{InitialConfiguration.FolderOf(set)}: {set.Files.Count} scripts, {set.Layout.Name}, newest is {set.Newest.Id}"));
        }

        output.WriteLine(settings.Check.Database is null
            ? "The database cannot be told from the SQL: write \"database\" into migrationguard.json."
            : $"The database is {SettingWords.Databases.First(entry => entry.Value == settings.Check.Database.Value).Word}{(settings.Check.DatabaseVersion is null ? "; add \"databaseVersion\" to be told more" : "")}.");
        output.WriteLine($"Wrote {ConfigurationFile.FileName}: what is there now counts as released, what comes after it is judged.");
        output.WriteLine("Next: migrationguard check");
    }
}
