using MigrationGuard.Recordings;

namespace MigrationGuard.Cli.Recorders;

/// <summary>Says what was recorded, and what was not.</summary>
internal static class RecordReport
{
    /// <summary>Writes to the error stream: the result is the manifest.</summary>
    public static void Write(Recording recording, RecordRequest request, Surroundings surroundings)
    {
        foreach (var miss in recording.Misses)
        {
            surroundings.Say($"not recorded: {Count(miss.Count, "command")}: {miss.Reason}");
        }

        if (RecordedManifest.LeftOut(recording, request.Version) is var left and > 0)
        {
            surroundings.Say($"left out: {Count(left, "command")} of other roles than {string.Join(", ", request.Version.Roles)}");
        }

        if (recording.Statements.Count > 0)
        {
            surroundings.Say($"{Count(recording.Statements.Count, "statement")} recorded of {Count(recording.Commands, "command")} in {Count(recording.Processes, "process")}, {Count(recording.Misses.Sum(static miss => miss.Count), "command")} not");
        }
        else if (request.Merge.Count == 0)
        {
            surroundings.Say(Nothing(request));
        }
    }

    private static string Count(long number, string noun)
        => FormattableString.Invariant($"{number} {noun}{(number == 1 ? "" : noun.EndsWith('s') ? "es" : "s")}");

    private static string Nothing(RecordRequest request)
        => request.Wire is not null ? "nothing was recorded: no client ran a statement through the proxy; is it the address that the application connects to?"
            : request.FromLedger ? "nothing was recorded: no process has put a recording of this version into the ledger"
            : "nothing was recorded: no .NET program among what the command started sent a statement through Npgsql or SqlClient that the recorder saw. A program is not seen when it is not .NET, "
                + "runs already (a build or test server, a container), was published trimmed or ahead of time, or clears DOTNET_STARTUP_HOOKS; --listen records other programs";
}
