using MigrationGuard.Cli.Reports;
using MigrationGuard.Gate.Policies;
using MigrationGuard.Gate.Routing;
using MigrationGuard.Ledgers;
using MigrationGuard.Proofs;

namespace MigrationGuard.Cli.Releases.Reports;

/// <summary>Where a release is, for a terminal.</summary>
internal sealed class StatusText(Palette palette, DateTimeOffset now)
{
    /// <summary>Writes it.</summary>
    public void Write(ReleaseStatus status, TextWriter output)
    {
        output.WriteLine($"{palette.Strong(status.Release.Id)}  {palette.OfState(status.State)}{(status.Since is { } since ? $" since {ReleaseWords.Away(since, now)}" : "")}");
        output.WriteLine(palette.Dim($"{status.Release.Service} in {status.Target}, started by {status.Release.StartedBy} {ReleaseWords.Away(status.Release.StartedAt, now)}"));
        output.Write(status.WithoutLedger is { } lost ? $"the ledger does not answer ({lost}); this is what this machine knows\n" : "");
        output.Write(status.Why is { } why ? $"{why}\n" : "");
        output.WriteLine();
        WriteSide(output, "old", status.Release.Old, status.Old, status.Router);
        WriteSide(output, "new", status.Release.New, status.New, status.Router);
        output.WriteLine($"router  {ReleaseWords.Of(status.Router)}");
        foreach (var target in status.Router.Targets ?? [])
        {
            output.WriteLine($"  {target.Name}  {ReleaseWords.Of(target, status.State.WantedGeneration)}, seen {ReleaseWords.Time(target.At)}");
        }

        if (status.Dns.Count > 0)
        {
            output.WriteLine($"dns     {ReleaseWords.Of(status.Dns)}, not switched here{(status.OldNamesUntil is { } old && old > now ? $": until {ReleaseWords.Away(old, now)} clients may go by what it said before, and both versions count as live" : "")}");
        }

        if (status.Others.Count > 0)
        {
            output.WriteLine($"also live  {string.Join(", ", status.Others)}");
        }

        WriteEvidence(output, status);
        WriteWay(output, status);
        OutcomeReport.WriteNext(status.Next, output);
    }

    private void WriteSide(TextWriter output, string name, ReleaseSide side, AppVersion? version, RouterObservation router)
    {
        var traffic = router switch
        {
            RouterObservation.At at when at.Slot == side.Slot => palette.Strong("  <- traffic"),
            RouterObservation.Shared { Share: var share } when share.To == side.Slot => palette.Strong(FormattableString.Invariant($"  <- {share.Percent} % of the traffic")),
            RouterObservation.Shared { Share: var share } when share.From == side.Slot => palette.Strong(FormattableString.Invariant($"  <- {100 - share.Percent} % of the traffic")),
            _ => "",
        };
        output.WriteLine($"{name}     {side.Version}  on {side.Slot}, {(version is null ? "nothing is stored of it" : Judging.ProofWords.State(version))}{traffic}");
    }

    private void WriteEvidence(TextWriter output, ReleaseStatus status)
    {
        if (status.Evidence.Count == 0)
        {
            return;
        }

        output.WriteLine();
        output.WriteLine($"Evidence{(status.Mode == GateMode.Observe ? " (observe: what does not pass is only said)" : "")}");
        var (kinds, versions) = (status.Evidence.Max(row => row.Kind.Length), status.Evidence.Max(row => row.Version.Length));
        foreach (var row in status.Evidence)
        {
            output.WriteLine($"  {row.Kind.PadRight(kinds)}  {row.Version.PadRight(versions)}  {palette.Of(row.Verdict)}  {TimesOf(row)}");
            output.Write(row.Why is { } why && row.Piece is not null ? $"    {why.ReplaceLineEndings("\n    ")}\n" : "");
        }
    }

    private static void WriteWay(TextWriter output, ReleaseStatus status)
    {
        output.WriteLine();
        output.Write(status.Window is { } until ? $"way back to {status.Release.Old.Version} promised until {ReleaseWords.Time(until)}\n" : "");
        output.WriteLine(status.WithoutLedger is not null ? "rollback floor not known" : status.Floor is { } floor ? $"rollback floor {floor.Version}: {floor.Reason}" : "rollback floor none: every stored version still works");
        output.Write(status.Frozen is { } freeze ? $"frozen until {ReleaseWords.Time(freeze.Until)}: {freeze.Reason}\n" : "");
    }

    private string TimesOf(EvidenceRow row) => row.Piece is { } piece
        ? $"taken {ReleaseWords.Ago(piece.ObservedAt, now)}, {(piece.ExpiresAt > now ? "expires" : "expired")} {ReleaseWords.Ago(piece.ExpiresAt, now)}"
        : "never taken";
}
