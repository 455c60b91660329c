using System.CommandLine;
using MigrationGuard.Cli.Configuration;

namespace MigrationGuard.Cli.Commands.Backfills;

/// <summary>Options of the commands about backfills.</summary>
internal static class BackfillOptions
{
    /// <summary>The backfill.</summary>
    public static Option<string?> Name { get; } = new("--name") { HelpName = "NAME", Description = "The name of the backfill. Default: table and columns, such as users.handle." };

    /// <summary>The connection string of the database, after it has answered once.</summary>
    /// <exception cref="DependencyException">The server does not answer or does not let us in.</exception>
    public static string Connect(ParseResult result, Surroundings surroundings)
    {
        var database = PostgresConnection.Of(ConnectionSetting.Require(result.GetValue(CommonOptions.Connection), surroundings));
        using var connection = database.Open();
        return database.ConnectionString;
    }
}
