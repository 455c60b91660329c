using MigrationGuard.Presence;
using MigrationGuard.Proofs;
using MigrationGuard.Servers;

namespace MigrationGuard.Hosting;

/// <summary>The proof of the process's own version: asked for at most once in a while, whoever asks how often, and taken anew only when the schema is another.</summary>
internal sealed class OwnHealth(AppGuard guard)
{
    private readonly Lock _lock = new();
    private Task<OwnAnswer>? _running;
    private OwnAnswer? _last;

    /// <summary>The answer that counts now.</summary>
    public Task<OwnAnswer> ReadAsync(CancellationToken cancellation)
    {
        lock (_lock)
        {
            if (_last is { } last && guard.Options.Time.GetElapsedTime(last.AskedAt) < guard.Options.HealthLifetime)
            {
                return Task.FromResult(last);
            }

            // One question for all who ask; it ends by its own time, not with the first who gives up.
            if (_running is not { IsCompleted: false })
            {
                _running = Task.Run(AskAsync, CancellationToken.None);
            }

            return _running.WaitAsync(cancellation);
        }
    }

    private async Task<OwnAnswer> AskAsync()
    {
        var (options, before) = (guard.Options, _last);
        var known = before is { Proof: { Verdict: ProofVerdict.Pass or ProofVerdict.Fail } proof } && options.Time.GetElapsedTime(before.ProvedAt) < options.ProofLifetime ? proof : null;
        var at = options.Time.GetTimestamp();
        using var patience = new CancellationTokenSource(options.HealthPatience, options.Time);
        OwnAnswer answer;
        try
        {
            var found = await guard.Connection.Proof.ProveAsync(guard.Identity, known?.Print, options.HealthPatience / 2, patience.Token).WaitAsync(patience.Token).ConfigureAwait(false);
            answer = found.IsUnchanged ? new(known, null, at, before!.ProvedAt) : new(found, null, at, at);
        }
        catch (DatabaseException failure)
        {
            answer = new(null, failure.Hint is { } hint ? $"{failure.Message}. {hint}" : failure.Message, at, at);
        }
        catch (OperationCanceledException)
        {
            answer = new(null, FormattableString.Invariant($"the database did not answer within {options.HealthPatience.TotalSeconds:0.#} s"), at, at);
        }

        lock (_lock)
        {
            _last = answer;
        }

        return answer;
    }
}
