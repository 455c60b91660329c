namespace MigrationGuard.Gate.Routing;

/// <summary>A change by something that is not trusted to be idempotent or to say the truth about what it did: it is asked before and afterwards.</summary>
internal sealed class ConditionalChange(Func<CancellationToken, Task<RouterObservation>> observe, Func<CancellationToken, Task<ChangeEnd>> change)
{
    /// <summary>Makes it, if the expected generation is there, and says what is observed afterwards.</summary>
    public async Task<RouterObservation> MakeAsync(RouterObservation.At wanted, long expectedGeneration, CancellationToken cancellation)
    {
        var before = await observe(cancellation);
        if (before is RouterObservation.Unknown || before == wanted || (before is RouterObservation.At at && at.Generation != expectedGeneration))
        {
            return before;
        }

        var end = await change(cancellation);
        var after = await observe(cancellation);
        return end switch
        {
            _ when after == wanted => after,
            ChangeEnd.NotYet notYet => new RouterObservation.NotYet(notYet.Reason),
            ChangeEnd.Failed failed => new RouterObservation.Unknown(failed.Reason),
            _ => after,
        };
    }
}
