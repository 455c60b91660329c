using System.Globalization;
using MigrationGuard.Gate.Programs;

namespace MigrationGuard.Gate.Routing.HaProxy;

/// <summary>Looks for what would keep a switch from working.</summary>
internal sealed class HaProxyCheck(HaProxySettings settings, MapFile stored, BackendStatistics statistics, HaProxyRouter router)
{
    private static readonly TimeSpan ConfigurationLimit = TimeSpan.FromSeconds(30);

    /// <summary>Everything that is wrong.</summary>
    public async Task<IReadOnlyList<string>> RunAsync(CancellationToken cancellation)
    {
        var found = new List<string>();
        if (await ConfigurationAsync(cancellation) is { } wrong)
        {
            found.Add(wrong);
        }

        if (stored.Obstacle() is { } obstacle)
        {
            found.Add(obstacle);
        }

        switch (await router.ObserveAsync(cancellation))
        {
            case RouterObservation.NotYet notYet when found.Count == 0:
                found.Add(notYet.Reason);
                break;
            case RouterObservation.Unknown unknown:
                found.Add(unknown.Reason);
                return found;
            case RouterObservation.At at when await statistics.ObstacleAsync(settings.Backends[at.Slot], cancellation) is { } down:
                found.Add(down);
                break;
        }

        if (await FrontDoorAsync(cancellation) is { } closed)
        {
            found.Add(closed);
        }

        return found;
    }

    /// <summary>Why HAProxy would not start again; null when it would, or when no configuration is named.</summary>
    public async Task<string?> ConfigurationAsync(CancellationToken cancellation)
    {
        if (settings.Configuration is not { } configuration)
        {
            return null;
        }

        var checkedBy = await new ProgramRun(settings.Program, ["-c", "-f", configuration], ConfigurationLimit).RunAsync(cancellation);
        return checkedBy switch
        {
            ProgramEnd.Ended { ExitCode: 0 } => null,
            ProgramEnd.Ended ended => string.Create(CultureInfo.InvariantCulture, $"HAProxy does not accept {configuration}, and would not start again: {Alert(ended.Output)}"),
            ProgramEnd.Failed failed => $"{configuration} could not be checked: {failed.Reason}",
            _ => null,
        };
    }

    private async Task<string?> FrontDoorAsync(CancellationToken cancellation) => await router.ProbeAsync(1, cancellation) switch
    {
        { Answered: 0 } => $"{settings.FrontDoor.Address} does not answer with success: the front door, or a use_backend line without field(1,@)",
        { Release: null } => $"{settings.FrontDoor.Address} answers without the header {settings.FrontDoor.ReleaseHeader}: nobody can tell which version answered",
        _ => null,
    };

    // [ALERT]    (1234) : config : parsing [haproxy.cfg:2] : unknown keyword
    private static string Alert(ProgramOutput output) =>
        output.Error.Split('\n').FirstOrDefault(line => line.StartsWith("[ALERT]", StringComparison.Ordinal)) is { } alert ? alert[(alert.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim() : output.FirstError;
}
