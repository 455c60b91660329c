using System.CommandLine;
using MigrationGuard.Cli.Guarding;
using MigrationGuard.Guarding;
using MigrationGuard.Servers;

namespace MigrationGuard.Cli.Commands.Guard;

/// <summary><c>migrationguard guard remove</c>.</summary>
internal static class GuardRemoveCommand
{
    private static readonly Option<bool> Yes = new("--yes") { Description = "Remove it, with all versions, statements and its log." };

    /// <summary>The command.</summary>
    public static Command Create(Surroundings surroundings)
    {
        var command = new Command("remove", "Removes the guard with everything that it knows.") { Yes, CommonOptions.Connection };
        command.SetAction(async (result, cancellation) => (int)await RunAsync(result, surroundings, cancellation));
        return command;
    }

    private static async Task<ExitCode> RunAsync(ParseResult result, Surroundings surroundings, CancellationToken cancellation)
    {
        var (guard, target) = GuardAccess.Open(result.GetValue(CommonOptions.Connection), surroundings);
        await using (guard)
        {
            if (!result.GetValue(Yes))
            {
                var status = await guard.StatusAsync(cancellation);
                surroundings.Say($"{target}: {(status.Installed ? $"this takes away the guard, {status.Live.Count} live versions and {status.LogRows} rows of its log" : "there is no guard that answers")}; if that is meant, say --yes");
                return ExitCode.Policy;
            }

            try
            {
                return Tell(surroundings.Output, target, await guard.RemoveAsync(cancellation));
            }
            catch (DatabaseException exception) when (exception.SqlState == "2BP01")
            {
                surroundings.Say($"{exception.Message}. {exception.Hint}");
                return ExitCode.Policy;
            }
        }
    }

    private static ExitCode Tell(TextWriter output, string target, GuardRemoval removal)
    {
        output.WriteLine($"{target}: {(removal.WasInstalled ? "the guard is removed" : "there was no guard")}.");
        if (removal.LogHash is { } hash)
        {
            output.WriteLine(FormattableString.Invariant($"Its log had {removal.LogRows} rows; the hash of the last one was {hash}."));
        }

        foreach (var left in removal.Left)
        {
            output.WriteLine("Left: " + left);
        }

        return ExitCode.Yes;
    }
}
