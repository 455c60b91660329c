using MigrationGuard.Cli.Reports;

namespace MigrationGuard.Cli.Releases.Reports;

/// <summary>Where a release is, as Markdown.</summary>
internal static class StatusMarkdown
{
    /// <summary>Writes it.</summary>
    public static void Write(ReleaseStatus status, TextWriter output)
    {
        var release = status.Release;
        output.Write($"### {MarkdownReport.Escape(release.Id)}: {status.State.Word}\n\n");
        output.Write(status.WithoutLedger is { } lost ? $"**The ledger does not answer** ({MarkdownReport.Escape(lost)}); this is what this machine knows.\n\n" : "");
        output.Write(status.Why is { } why ? $"{MarkdownReport.Escape(why)}\n\n" : "");
        output.Write($"| | |\n|---|---|\n| old | {MarkdownReport.Code(release.Old.Version)} on {MarkdownReport.Code(release.Old.Slot)} |\n| new | {MarkdownReport.Code(release.New.Version)} on {MarkdownReport.Code(release.New.Slot)} |\n");
        output.Write($"| router | {MarkdownReport.Escape(ReleaseWords.Of(status.Router))} |\n");
        foreach (var target in status.Router.Targets ?? [])
        {
            output.Write($"| {MarkdownReport.Code(target.Name)} | {MarkdownReport.Escape(ReleaseWords.Of(target, status.State.WantedGeneration))}, seen {ReleaseWords.Time(target.At)} |\n");
        }

        output.Write(status.Dns.Count > 0 ? $"| dns | {MarkdownReport.Escape(ReleaseWords.Of(status.Dns))}{(status.OldNamesUntil is { } old ? $"; old answers until {ReleaseWords.Time(old)}" : "")} |\n" : "");
        output.Write(status.Window is { } until ? $"| way back promised until | {ReleaseWords.Time(until)} |\n" : "");
        output.Write(status.Floor is { } floor ? $"| rollback floor | {MarkdownReport.Code(floor.Version)}: {MarkdownReport.Escape(floor.Reason)} |\n" : "");
        output.Write(status.Frozen is { } freeze ? $"| frozen until | {ReleaseWords.Time(freeze.Until)}: {MarkdownReport.Escape(freeze.Reason)} |\n" : "");
        output.Write("\n");
        if (status.Evidence.Count > 0)
        {
            output.Write("| evidence | version | verdict | |\n|---|---|---|---|\n");
            foreach (var row in status.Evidence)
            {
                output.Write($"| {MarkdownReport.Code(row.Kind)} | {MarkdownReport.Code(row.Version)} | {ReleaseWords.Of(row.Verdict)} | {TimesOf(row)}{(row.Why is { } cause ? ": " + MarkdownReport.Escape(cause.ReplaceLineEndings(" ")) : "")} |\n");
            }

            output.Write("\n");
        }

        output.Write(status.Next is { } next ? $"Next: {MarkdownReport.Escape(next.Text)}\n{(next.Command is null ? "" : $"\n```shell\n{next.Command}\n```\n")}" : "");
    }

    private static string TimesOf(EvidenceRow row) => row.Piece is { } piece ? $"taken {ReleaseWords.Time(piece.ObservedAt)}, counts until {ReleaseWords.Time(piece.ExpiresAt)}" : "never taken";
}
