using System.Text.RegularExpressions;
using MigrationGuard.Gate.Machine;
using MigrationGuard.Gate.Stories;
using MigrationGuard.Ledgers;

namespace MigrationGuard.Cli.Releases.Reports.Pages;

/// <summary>The words of a report.</summary>
internal static partial class StoryWords
{
    /// <summary>How a release stands, in a few words.</summary>
    public static string Verdict(ReleaseStory story)
    {
        var (old, @new) = (story.Release.Old.Version, story.Release.New.Version);
        return story.State switch
        {
            ReleaseState.Done => $"{@new} replaced {old}",
            ReleaseState.WindowOpen => $"{@new} has the traffic, {old} is the way back",
            ReleaseState.Retiring or ReleaseState.ContractPending or ReleaseState.Tombstoned or ReleaseState.Contracting => $"{@new} has the traffic for good",
            ReleaseState.Aborted { Settled: true } => $"{@new} has the traffic; the removal was given up",
            ReleaseState.Aborted => "Given up before the switch",
            ReleaseState.RolledBack => $"{old} has the traffic again",
            ReleaseState.RollingBack => $"The traffic goes back to {old}",
            ReleaseState.Held => "Held: a person has to decide",
            ReleaseState.Sharing sharing => FormattableString.Invariant($"{@new} has {sharing.Percent} % of the traffic and is watched"),
            ReleaseState.Switching => $"The traffic goes to {@new}",
            ReleaseState.Baking => $"{@new} has the traffic and is watched",
            ReleaseState.Ready => "Ready to switch",
            _ => $"On the way to {@new}",
        };
    }

    /// <summary>The class of a tone.</summary>
    public static string ClassOf(StoryTone tone) => tone switch
    {
        StoryTone.Good => "good",
        StoryTone.Returned => "bad",
        StoryTone.Waiting => "wait",
        _ => "busy",
    };

    /// <summary>The class of a state, by what is done in it.</summary>
    public static string ClassOf(string state) => state switch
    {
        "expanding" or "backfilling" or "contracting" or "tombstoned" => "schema",
        "verifying" or "ready" => "check",
        "sharing" or "switching" or "baking" or "window-open" => "traffic",
        "rolling-back" or "rolled-back" => "return",
        "held" or "aborted" => "hold",
        _ => "plain",
    };

    /// <summary>Whether a release stays in a state for good.</summary>
    public static bool IsEnd(string state) => state is "done" or "rolled-back" or "aborted";

    /// <summary>A verdict with a sign, so that no colour is needed to read it.</summary>
    public static Markup Of(EvidenceVerdict verdict) => verdict switch
    {
        EvidenceVerdict.Pass => Pill("good", "✓ pass"),
        EvidenceVerdict.Fail => Pill("bad", "✕ fail"),
        EvidenceVerdict.Expired => Pill("wait", "◷ expired"),
        _ => Pill("wait", "? unknown"),
    };

    /// <summary>A word on a coloured ground.</summary>
    public static Markup Pill(string tone, string word) => Markup.Of($"<span class=\"pill {tone}\">{word}</span>");

    /// <summary>The beginning of a digest, with all of it on hover.</summary>
    public static Markup Digest(string digest)
    {
        var hex = digest.StartsWith("sha256:", StringComparison.Ordinal) ? digest["sha256:".Length..] : digest;
        return Markup.Of($"<code title=\"{digest}\">{(hex.Length > 12 ? hex[..12] + "…" : hex)}</code>");
    }

    /// <summary>A sentence of the journal; digests in it are shortened.</summary>
    public static Markup Told(string? text)
    {
        var pieces = new List<Markup>();
        var from = 0;
        foreach (Match digest in LongDigest().Matches(text ?? ""))
        {
            pieces.Add(Markup.Of($"{text![from..digest.Index]}{Digest(digest.Value)}"));
            from = digest.Index + digest.Length;
        }

        return Markup.Of($"{Markup.Each(pieces, piece => piece)}{text?[from..]}");
    }

    [GeneratedRegex("sha256:[0-9a-f]{16,64}", RegexOptions.CultureInvariant)]
    private static partial Regex LongDigest();
}
