using MigrationGuard.Cli.Releases.Stories;
using MigrationGuard.Gate.Stories;

namespace MigrationGuard.Cli.Releases.Reports.Pages;

/// <summary>What was done to the schema.</summary>
internal static class SchemaSection
{
    /// <summary>The section.</summary>
    public static Markup Of(StoryView view) => Markup.Of($"""
        <section aria-labelledby="schema"><h2 id="schema">Schema change</h2>
        {(view.Story.Steps.Count == 0 ? Markup.Of($"<p class=\"none\">Nothing of the schema was changed.</p>") : Table(view))}
        </section>
        """);

    private static Markup Table(StoryView view)
    {
        var retries = view.Story.Steps.Count(step => step.Outcome == "retry");
        return Markup.Of($"""
            <div class="scroll" tabindex="0" role="group" aria-label="Steps, can be scrolled"><table><thead><tr><th scope="col">Phase</th><th scope="col">Ended</th><th scope="col" class="number">Took</th><th scope="col">Outcome</th><th scope="col">Strongest lock</th><th scope="col">What</th></tr></thead>
            <tbody>{Markup.Each(view.Story.Steps, step => Row(step, view.Locks))}</tbody></table></div>
            <p class="note">{Retried(retries)} Locks are those of the statements in the scripts as they are now.</p>
            """);
    }

    private static string Retried(int retries) => retries switch
    {
        0 => "No step had to be tried again.",
        1 => "One attempt ended without a change and was made again.",
        _ => FormattableString.Invariant($"{retries} attempts ended without a change and were made again."),
    };

    private static Markup Row(StoryStep step, IReadOnlyDictionary<string, string> locks) => Markup.Of($"""
        <tr><th scope="row">{step.Phase}</th><td class="time">{PageTime.OfDay(step.At)}</td><td class="number">{(step.Seconds is { } seconds ? PageTime.Length(seconds) : "–")}</td><td>{Outcome(step)}</td><td>{LockOf(step, locks)}</td><td class="told">{StoryWords.Told(step.What)}</td></tr>

        """);

    private static Markup Outcome(StoryStep step)
    {
        var tone = step.Outcome switch
        {
            "done" or "finished" or "quiet" or "lifted" => "good",
            "failed" or "hit" => "bad",
            _ => "wait",
        };
        return step.Attempt == 1 ? StoryWords.Pill(tone, step.Outcome) : StoryWords.Pill(tone, FormattableString.Invariant($"{step.Outcome}, attempt {step.Attempt}"));
    }

    // The journal names a step by its place, at the beginning of what it says.
    private static string LockOf(StoryStep step, IReadOnlyDictionary<string, string> locks) =>
        locks.Where(known => step.What.StartsWith(known.Key + ":", StringComparison.Ordinal)).Select(known => known.Value).FirstOrDefault() ?? "–";
}
