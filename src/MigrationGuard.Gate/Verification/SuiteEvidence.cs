using MigrationGuard.Gate.Programs;
using MigrationGuard.Gate.Running;
using MigrationGuard.Ledgers;

namespace MigrationGuard.Gate.Verification;

/// <summary>
/// Results of the suites of tests, run against the slots of the old and the new version, one after the other. A pass is: the command ended in time with
/// exit code 0, and files that it wrote say that tests ran and none failed.
/// </summary>
public sealed class SuiteEvidence(EvidenceMeans means, IReadOnlyList<SuiteSettings> suites, IReadOnlyDictionary<string, SlotDoor> slots) : IEvidenceSource
{
    private const string Producer = "suite command";

    private const int Shown = 800;

    private readonly PieceTaker _taker = new(means);

    /// <summary>Says which version runs in a slot, before a suite runs against it and afterwards; null where nothing can.</summary>
    public ISlotIdentity? Identity { get; init; }

    /// <inheritdoc />
    public IReadOnlyList<string> Kinds { get; } = [.. suites.Select(suite => $"suite:{suite.Name}")];

    /// <inheritdoc />
    public async Task<IReadOnlyList<Ledgers.Evidence>> CollectAsync(EvidenceRequest request, CancellationToken cancellation)
    {
        var pieces = new List<Ledgers.Evidence>();
        foreach (var suite in suites)
        {
            foreach (var side in new[] { request.Release.Old, request.Release.New })
            {
                pieces.Add(await _taker.TakeAsync(request, Subject.Of($"suite:{suite.Name}", side, Producer), token => ResultAsync(suite, side, request.Fingerprint, token), cancellation));
            }
        }

        return pieces;
    }

    /// <summary>Runs a suite against a side of a release, if its version runs there.</summary>
    internal async Task<Finding> ResultAsync(SuiteSettings suite, ReleaseSide side, string fingerprint, CancellationToken cancellation) =>
        await StrangerAsync(side, cancellation) ?? await RunAsync(suite, side, fingerprint, cancellation) switch
        {
            { Verdict: EvidenceVerdict.Pass } passed => await StrangerAsync(side, cancellation) ?? passed,
            var finding => finding,
        };

    private async Task<Finding?> StrangerAsync(ReleaseSide side, CancellationToken cancellation) =>
        Identity is not null && await Identity.ObserveAsync(side, cancellation) is { Verdict: not EvidenceVerdict.Pass } seen ? new(seen.Verdict, seen.Why) : null;

    private async Task<Finding> RunAsync(SuiteSettings suite, ReleaseSide side, string fingerprint, CancellationToken cancellation)
    {
        if (!slots.TryGetValue(side.Slot, out var slot))
        {
            return Finding.Unknown($"no url is configured for slot {side.Slot}");
        }

        var files = new ResultFiles(suite.Directory, suite.Results);
        var run = ProgramRun.Shell(suite.Command, suite.Timeout) with
        {
            Directory = suite.Directory, Environment = Environment(suite, side, slot, fingerprint), Secrets = suite.Secrets, Time = means.Time,
        };
        var end = await run.RunAsync(cancellation);
        var finding = end switch
        {
            ProgramEnd.Ended ended => Judge(suite, files, ended.ExitCode),
            ProgramEnd.Failed failed => Finding.Unknown(failed.Reason),
            _ => Finding.Unknown(""),
        };
        var last = finding.Verdict == EvidenceVerdict.Pass ? "" : end.Output.Last(Shown);
        return finding with { Why = SecretMask.Shorten(end.Output.Mask.Hide(PlainText.Of(finding.Why))) + (last.Length > 0 ? $"; its output ends: {last}" : "") };
    }

    private static Finding Judge(SuiteSettings suite, ResultFiles files, int exitCode)
    {
        var (fresh, stale) = files.Since();
        var code = FormattableString.Invariant($"the command ended with exit code {exitCode}");
        if (fresh.Count == 0)
        {
            return Finding.Unknown($"it wrote no {suite.Results}{(stale > 0 ? FormattableString.Invariant($" ({stale} older ones do not count)") : "")}; {code}");
        }

        var tally = new TestTally();
        foreach (var file in fresh)
        {
            TestReports.Add(file, tally);
        }

        var finding = tally.Conclude();
        return exitCode == 0 ? finding
            : finding.Verdict == EvidenceVerdict.Pass ? Finding.Fail($"{finding.Why}, but {code}")
            : finding with { Why = $"{finding.Why}; {code}" };
    }

    private static Dictionary<string, string?> Environment(SuiteSettings suite, ReleaseSide side, SlotDoor slot, string fingerprint) => new(suite.Environment)
    {
        ["MIGRATIONGUARD_SLOT"] = side.Slot,
        ["MIGRATIONGUARD_VERSION"] = side.Version,
        ["MIGRATIONGUARD_URL"] = slot.Url.AbsoluteUri.TrimEnd('/'),
        ["MIGRATIONGUARD_FINGERPRINT"] = fingerprint,
    };
}
