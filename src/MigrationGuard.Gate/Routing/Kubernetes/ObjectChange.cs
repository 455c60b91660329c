namespace MigrationGuard.Gate.Routing.Kubernetes;

/// <summary>Changes one object in one write, on condition of the version that was looked at, and waits until the others follow.</summary>
internal sealed class ObjectChange(KubernetesAccess access, TimeProvider time)
{
    // Controllers may write the same object for reasons of their own.
    private const int Attempts = 3;

    /// <summary>Looks at all objects.</summary>
    public required Func<CancellationToken, Task<IObjectSight>> Look { get; init; }

    /// <summary>Writes what is wanted over what was seen.</summary>
    public required Func<IObjectSight, RoutedTo, CancellationToken, Task<KubectlAnswer>> Write { get; init; }

    /// <summary>Makes the change, if the expected generation is there, and says what is observed afterwards.</summary>
    public async Task<RouterObservation> MakeAsync(RoutedTo wanted, long expectedGeneration, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(wanted.Generation, expectedGeneration);
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            var sight = await Look(cancellation);
            if (sight.Last is not { } last || (last.Generation != expectedGeneration && last != wanted) || sight.Observation == wanted.Observation)
            {
                return sight.Observation;
            }

            if (sight.Says(wanted))
            {
                return await SettledAsync(wanted, cancellation);
            }

            if (sight.Obstacle(wanted) is { } obstacle)
            {
                return new RouterObservation.NotYet($"nothing was changed: {obstacle}");
            }

            switch (await Write(sight, wanted, cancellation))
            {
                case KubectlAnswer.Conflict:
                    continue;
                case KubectlAnswer.Failed failed:
                    return (await Look(cancellation)).Observation is var after && after == wanted.Observation ? after : new RouterObservation.Unknown(failed.Reason);
                default:
                    return await SettledAsync(wanted, cancellation);
            }
        }

        return new RouterObservation.NotYet("nothing was changed: somebody else keeps changing the same object");
    }

    private async Task<RouterObservation> SettledAsync(RoutedTo wanted, CancellationToken cancellation)
    {
        var start = time.GetTimestamp();
        while (true)
        {
            var sight = await Look(cancellation);
            if (sight.Observation is not RouterObservation.NotYet || sight.Last != wanted || time.GetElapsedTime(start) >= access.Settling)
            {
                return sight.Observation;
            }

            await Task.Delay(access.PollInterval, time, cancellation);
        }
    }
}
