using MigrationGuard.Cli.Releases.Stories;
using MigrationGuard.Gate.Policies;
using MigrationGuard.Ledgers;

namespace MigrationGuard.Cli.Releases.Reports.Pages;

/// <summary>The evidence, and what the proofs counted.</summary>
internal static class EvidenceSection
{
    /// <summary>The section.</summary>
    public static Markup Of(StoryView view)
    {
        var rows = Rows(view);
        return Markup.Of($"""
            <section aria-labelledby="evidence"><h2 id="evidence">Evidence</h2>
            {(view.Status.Mode == GateMode.Observe ? Markup.Of($"<p class=\"note\">The gate only observes: what does not pass is said, and does not stop a release.</p>") : Markup.Empty)}
            {(rows.Count == 0 ? Markup.Of($"<p class=\"none\">No evidence was taken, and none is required.</p>") : Table(rows, view.At))}
            {Proofs(rows)}
            </section>
            """);
    }

    // What is required, as it counts; behind it what was taken besides.
    private static List<EvidenceRow> Rows(StoryView view)
    {
        var required = view.Status.Evidence;
        var besides = view.Evidence.GroupBy(piece => (piece.Kind, piece.Version)).Where(pieces => !required.Any(row => (row.Kind, row.Version) == pieces.Key))
            .Select(pieces => pieces.Last()).Select(piece => new EvidenceRow(piece.Kind, piece.Version, piece.Verdict, piece, null));
        return [.. required, .. besides];
    }

    private static Markup Table(List<EvidenceRow> rows, DateTimeOffset now) => Markup.Of($"""
        <div class="scroll" tabindex="0" role="group" aria-label="Evidence, can be scrolled"><table><thead><tr><th scope="col">Check</th><th scope="col">Version</th><th scope="col">Verdict</th><th scope="col">Taken</th><th scope="col">On schema</th><th scope="col">What was seen</th></tr></thead>
        <tbody>{Markup.Each(rows, row => Row(row, now))}</tbody></table></div>
        """);

    private static Markup Row(EvidenceRow row, DateTimeOffset now) => Markup.Of($"""
        <tr><th scope="row">{row.Kind}</th><td><bdi>{row.Version}</bdi></td><td>{StoryWords.Of(row.Verdict)}</td><td class="time">{(row.Piece is { } piece ? Markup.Of($"{PageTime.Of(piece.ObservedAt)}<br><span class=\"note\">{ReleaseWords.Ago(piece.ObservedAt, now)}</span>") : Markup.Of($"never"))}</td><td class="digest">{(row.Piece is { } taken ? StoryWords.Digest(taken.Fingerprint) : Markup.Of($"–"))}</td><td class="told">{StoryWords.Told(row.Piece?.Detail ?? row.Why ?? "–")}{(row.Piece is { } by ? Markup.Of($" <span class=\"note\">{by.Producer}</span>") : Markup.Empty)}</td></tr>

        """);

    private static Markup Proofs(List<EvidenceRow> rows)
    {
        var counted = rows.Where(row => row.Piece is { Tally: not null }).ToList();
        return counted.Count == 0 ? Markup.Empty : Markup.Of($"""
            <h3>What was counted</h3>
            <div class="scroll" tabindex="0" role="group" aria-label="Counts, can be scrolled"><table><thead><tr><th scope="col">Version</th><th scope="col">Of</th><th scope="col" class="number">Passed</th><th scope="col" class="number">Failed</th><th scope="col" class="number">Unknown</th><th scope="col"><span class="hidden">Share</span></th></tr></thead>
            <tbody>{Markup.Each(counted, row => Counted(row, row.Piece!.Tally!))}</tbody></table></div>
            """);
    }

    private static Markup Counted(EvidenceRow row, EvidenceTally tally)
    {
        var all = Math.Max(1.0, tally.Passed + tally.Failed + tally.Unknown);
        return Markup.Of($"""
            <tr><th scope="row"><bdi>{row.Version}</bdi></th><td>{(row.Kind == GatePolicy.Proof ? "statements proved" : row.Kind)}</td><td class="number">{tally.Passed}</td><td class="number">{tally.Failed}</td><td class="number">{tally.Unknown}</td><td class="meter"><svg viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true"><rect class="fill wait" width="100" height="8"/><rect class="fill bad" width="{(tally.Passed + tally.Failed) / all * 100}" height="8"/><rect class="fill good" width="{tally.Passed / all * 100}" height="8"/></svg></td></tr>

            """);
    }
}
