using MigrationGuard.Gate.Programs;
using MigrationGuard.Gate.Running;

namespace MigrationGuard.Gate.Verification;

/// <summary>Takes pieces of evidence one by one: each on one schema, from its beginning to its end.</summary>
internal sealed class PieceTaker(EvidenceMeans means)
{
    private const int Longest = 4000;

    private readonly ReleaseClock _clock = new(means.Time);

    /// <summary>The piece; whatever the check finds, it is unknown when it was cancelled or the schema was not the same all the time.</summary>
    public async Task<Ledgers.Evidence> TakeAsync(EvidenceRequest request, Subject subject, Func<CancellationToken, Task<Finding>> check, CancellationToken cancellation)
    {
        var finding = await FindAsync(request.Fingerprint, check, cancellation);
        return Piece(request, subject, finding);
    }

    /// <summary>Two pieces of one check.</summary>
    public async Task<IReadOnlyList<Ledgers.Evidence>> TakeBothAsync(
        EvidenceRequest request, (Subject Old, Subject New) subjects, Func<CancellationToken, Task<(Finding Old, Finding New)>> check, CancellationToken cancellation)
    {
        (Finding Old, Finding New)? found = null;
        var old = await FindAsync(request.Fingerprint, async token => (found = await check(token)).Value.Old, cancellation);

        // What was not taken to its end, or on two schemas, says nothing of the other one either.
        var isWhole = found is { } both && ReferenceEquals(both.Old, old);
        return [Piece(request, subjects.Old, old), Piece(request, subjects.New, isWhole ? found!.Value.New : old)];
    }

    private Ledgers.Evidence Piece(EvidenceRequest request, Subject subject, Finding finding)
    {
        var at = _clock.Now;
        return new(
            subject.Kind, subject.Version, subject.Digest, request.Fingerprint, request.RouterGeneration, at, at + request.Lifetime,
            finding.Verdict, subject.Producer, PlainText.Head(PlainText.Of(finding.Why), Longest))
        {
            Tally = finding.Tally,
        };
    }

    private async Task<Finding> FindAsync(string expected, Func<CancellationToken, Task<Finding>> check, CancellationToken cancellation)
    {
        try
        {
            cancellation.ThrowIfCancellationRequested();
            var before = await means.Fingerprint(cancellation);
            if (!string.Equals(before, expected, StringComparison.Ordinal))
            {
                return Finding.Unknown($"the schema is {before}, to be verified is {expected}");
            }

            var finding = await check(cancellation);
            cancellation.ThrowIfCancellationRequested();
            var after = await means.Fingerprint(cancellation);
            return string.Equals(before, after, StringComparison.Ordinal) ? finding : Finding.Unknown($"the schema changed while it was taken, from {before} to {after}; until then: {finding.Why}");
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            return Finding.Unknown("it was cancelled before its end");
        }
    }
}
