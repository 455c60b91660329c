using MigrationGuard.Cli.Releases.Stories;

namespace MigrationGuard.Cli.Releases.Reports.Pages;

/// <summary>What the report is made of, and whether that is as it was written.</summary>
internal static class JournalSection
{
    /// <summary>The section.</summary>
    public static Markup Of(StoryView view) => Markup.Of($"""
        <section aria-labelledby="journal"><h2 id="journal">Journal</h2>
        <p>{(view.Journal.Verified switch
        {
            true => StoryWords.Pill("good", "✓ verified"),
            false => StoryWords.Pill("bad", "✕ changed"),
            _ => StoryWords.Pill("wait", "? not verified"),
        })} {(view.Journal.Verified == true
            ? Markup.Of($"The chain of hashes of the log is whole: no entry was changed or removed since it was written.")
            : Markup.Of($"{view.Journal.Why}"))} This release has {view.Story.Entries} entries; <code>migrationguard release history --release {view.Story.Release.Id}</code> prints them.</p>
        </section>
        """);
}
