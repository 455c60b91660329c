using MigrationGuard.Servers;

namespace MigrationGuard.Cli.Judging;

/// <summary>What the error of a database means for a command.</summary>
internal static class DatabaseFailure
{
    /// <summary>The exit code. An error that is not foreseen decides nothing.</summary>
    public static ExitCode Code(DatabaseException exception) => exception switch
    {
        { IsConnectionLost: true } => ExitCode.Dependency,
        { IsTransient: true } => ExitCode.Busy,
        { SqlState: "42501" or ['2', '8', ..] } => ExitCode.Policy,
        _ when IsAnotherLedger(exception) || LacksGuard(exception) => ExitCode.Usage,
        { SqlState: ['2', '2', ..] or ['2', '3', ..] or "42704" or "42601" or "0P000" } => ExitCode.Usage,
        _ => ExitCode.Unknown,
    };

    /// <summary>What is said about it.</summary>
    public static string Sentence(DatabaseException exception)
    {
        var what = exception switch
        {
            { IsConnectionLost: true, WhileCommitting: true } => "the connection was lost in the last moment, look whether it was stored before you try again: ",
            { IsConnectionLost: true } => "the connection was lost, nothing was stored: ",
            { IsTransient: true } => "the server was busy, nothing was stored, try again: ",
            { SqlState: "42501" } => "the role has not the rights for this: ",
            _ when IsAnotherLedger(exception) => "the ledger is of another version than this tool, 'migrationguard guard install' upgrades it: ",
            _ when LacksGuard(exception) => "",
            _ => "the database refused: ",
        };
        var state = exception.SqlState is { } code ? $" ({code})" : "";
        return $"{what}{exception.Message}{state}{Line(exception.Detail)}{Line(exception.Hint)}";
    }

    private static bool IsAnotherLedger(DatabaseException exception)
        => exception.SqlState is "42883" or "42P01" or "42703" && exception.Message.Contains("migration_guard", StringComparison.Ordinal);

    private static bool LacksGuard(DatabaseException exception) => exception.SqlState is "55000" && exception.Message.Contains("guard in database", StringComparison.Ordinal);

    private static string Line(string? text) => text is null ? "" : "\n" + text;
}
