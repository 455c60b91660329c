using System.CommandLine;
using MigrationGuard.Cli.Configuration;
using MigrationGuard.Configuration;

namespace MigrationGuard.Cli.Commands;

/// <summary>Options that several commands have.</summary>
internal static class CommonOptions
{
    /// <summary>The product.</summary>
    public static Option<string> Database { get; } = OneOf("--database", SettingWords.Databases, "The database. Default: migrationguard.json, else told from the SQL.");

    /// <summary>The version.</summary>
    public static Option<string?> DatabaseVersion { get; } = new("--database-version")
    {
        HelpName = "N",
        Description = "PostgreSQL 12 to 18; SQL Server 2016, 2017, 2019, 2022, 2025. Default: only what holds for all of them is reported.",
    };

    /// <summary>The edition.</summary>
    public static Option<string> Edition { get; } = OneOf("--edition", SettingWords.Editions, "The edition of SQL Server.");

    /// <summary>The database to connect to, see <see cref="ConnectionSetting"/>.</summary>
    public static Option<string?> Connection { get; } = new("--connection") { HelpName = "WHERE", Description = ConnectionSetting.Description };

    /// <summary>An option of which the values are in a table.</summary>
    public static Option<string> OneOf<T>(string name, IReadOnlyList<(string Word, T Value)> table, string description)
        => new Option<string>(name) { Description = description }.AcceptOnlyFromAmong([.. table.Select(entry => entry.Word)]);

    /// <summary>The paths of a command; what looks like an option is none.</summary>
    public static Argument<string[]> Paths(string description)
    {
        var paths = new Argument<string[]>("PATH") { Description = description, Arity = ArgumentArity.ZeroOrMore, DefaultValueFactory = _ => [] };
        paths.Validators.Add(result =>
        {
            foreach (var token in result.Tokens)
            {
                if (token.Value is ['-', _, ..])
                {
                    result.AddError($"{token.Value} is no option of this command; a path that begins with a dash is written ./{token.Value}");
                }
            }
        });
        return paths;
    }

    /// <summary>What the options say.</summary>
    /// <exception cref="UsageException">An option has a value that is not known.</exception>
    public static Settings Settings(ParseResult result) => new()
    {
        Check = new()
        {
            Database = result.GetValue(Database) is { } database ? Words.Read(SettingWords.Databases, database, "--database") : null,
            DatabaseVersion = result.GetValue(DatabaseVersion) is { } version ? Words.ReadVersion(version, "--database-version") : null,
            Edition = result.GetValue(Edition) is { } edition ? Words.Read(SettingWords.Editions, edition, "--edition") : null,
        },
    };
}
