using System.Text.Json;
using MigrationGuard.Cli.Releases;
using MigrationGuard.Cli.Releases.Stories;
using MigrationGuard.Gate.Machine;
using MigrationGuard.Gate.Policies;
using MigrationGuard.Gate.Routing;
using MigrationGuard.Gate.Running;
using MigrationGuard.Gate.Stories;
using MigrationGuard.Ledgers;
using static MigrationGuard.Gate.Machine.ReleaseState;

namespace MigrationGuard.Cli.Tests.Releases.Stories;

/// <summary>Releases to be shown: what their journals and ledgers would say.</summary>
internal static class StorySamples
{
    public const string Hostile = "4.3\"'><script>alert(1)</script><img src=x onerror=alert(2)>&amp;\u202E";

    private static readonly DateTimeOffset Noon = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

    private static readonly Switched Moved = new(2, Noon.AddSeconds(70), Noon.AddSeconds(70.075));

    public static StoryView WindowOpen => View(Release("4.3.0"), [.. UntilSwitched("4.3.0"), .. Watched(3), Entry(75.3, JournalKind.Observation, "measured", new WindowOpen(Moved, Noon.AddDays(1)), "3 good windows in a row", """{ "reading": "Good", "why": "40 requests, 0 failed, 95 of 100 within 12 ms" }""")], Evidence("4.3.0", EvidenceVerdict.Pass));

    public static StoryView RolledBack => View(
        Release("4.3.0"),
        [
            .. UntilSwitched("4.3.0"),
            Entry(71, JournalKind.Observation, "measured", new RollingBack(2, RollbackCause.Bake, Noon.AddSeconds(71), Noon.AddMinutes(6)), "the new version counts database errors 23502", """{ "reading": "Bad", "why": "40 requests, 22 failed; SQLSTATE 23502 counted 22 times" }"""),
            Entry(71.01, JournalKind.Intent, "flip", null, null, null),
            Entry(71.033, JournalKind.Effect, "flip", new RolledBack(3, RollbackCause.Bake, Noon.AddSeconds(71), Noon.AddSeconds(71.033), false), "the router is on the old version", """{ "sight": { "where": "on", "side": "Old", "generation": 3 } }"""),
        ],
        Evidence("4.3.0", EvidenceVerdict.Pass));

    public static StoryView Underway => View(Release("4.3.0"), [.. UntilVerified("4.3.0")[..5]], []);

    public static StoryView Failed => View(
        Release("4.3.0"),
        [.. UntilVerified("4.3.0")[..9], Entry(60, JournalKind.Observation, "evidence-seen", new Verifying("sha256:f1"), "proof of 4.3.0 fails: 2 of 9 statements failing on this schema", """{ "verdict": "Fail" }""")],
        Evidence("4.3.0", EvidenceVerdict.Fail));

    public static StoryView Begun => View(Release("4.3.0"), [], []);

    public static StoryView Named(string version) => View(
        Release(version) with { Id = version, Service = version, StartedBy = version },
        [.. UntilSwitched(version), Asked(73, version)],
        Evidence(version, EvidenceVerdict.Pass)) with
    {
        Removed = [version],
        Locks = new Dictionary<string, string> { ["expand/01_handle.sql:1"] = version },
        Journal = new(false, version),
    };

    /// <summary>The traffic went over in steps, each of which the router showed.</summary>
    public static StoryView Stepwise => View(
        Release("4.3.0"),
        [
            .. UntilVerified("4.3.0"),
            .. new[] { 1, 5, 25 }.Select((percent, index) => Entry(70 + (index * 20), JournalKind.Effect, "shift", new Switching(2, 1, Noon.AddSeconds(70), Noon.AddMinutes(6)) { SilentSince = Noon.AddSeconds(index) }, "a share is there", $$$"""{ "sight": { "where": "shared", "share": { "from": "blue", "to": "green", "percent": {{{percent}}} }, "generation": {{{index + 2}}} } }""")),
            Entry(140, JournalKind.Effect, "flip", new Baking(Moved, 0, true), "the router is on the new version", """{ "sight": { "where": "on", "side": "New", "generation": 5 } }"""),
        ],
        Evidence("4.3.0", EvidenceVerdict.Pass));

    private static StoryView View(ReleaseRecord release, IReadOnlyList<JournalEntry> journal, IReadOnlyList<Evidence> evidence)
    {
        var story = ReleaseStory.Of(release, journal);
        return new()
        {
            Story = story,
            At = Noon.AddMinutes(10),
            Evidence = evidence,
            Removed = ["users.nickname"],
            Locks = new Dictionary<string, string> { ["expand/01_handle.sql:1"] = "ACCESS EXCLUSIVE on users", ["expand/01_handle.sql:4"] = "SHARE ROW EXCLUSIVE on users" },
            Journal = new(true, null),
            Status = new()
            {
                Release = release,
                State = story.State,
                Mode = GateMode.Enforce,
                Target = "database shop on 127.0.0.1",
                Router = new RouterObservation.At(story.Tone == StoryTone.Good ? "green" : "blue", 2),
                Evidence = [.. evidence.Select(piece => new EvidenceRow(piece.Kind, piece.Version, piece.Verdict, piece, null))],
                Next = new("when it is no longer needed, close it", $"migrationguard release close --release {release.Id}"),
            },
        };
    }

    private static ReleaseRecord Release(string version) => new()
    {
        Id = "webshop-4.3.0",
        Service = "webshop",
        Old = new("4.2.0", "sha256:420", "blue"),
        New = new(version, "sha256:430", "green"),
        Plan = "sha256:8b16d9fd61e68b16d9fd61e68b16d9fd61e68b16d9fd61e68b16d9fd61e68b16",
        PlannedOn = "sha256:f0",
        StartedAt = Noon,
        StartedBy = "ann",
    };

    private static JournalEntry[] UntilVerified(string version) =>
    [
        Entry(0.1, JournalKind.Effect, "reserve", new Prepared(), $"{version} counts as live", """{ "verdict": "Pass" }"""),
        Entry(0.2, JournalKind.Observation, "schema-seen", new Expanding(0, 0, false), "the schema is as planned", "{}"),
        Entry(0.3, JournalKind.Intent, "run-expand-step", null, null, null),
        Entry(2.3, JournalKind.Effect, "run-expand-step", new Expanding(0, 1, false), "expand/01_handle.sql:1: canceling statement due to lock timeout", """{ "outcome": "Retry", "why": "expand/01_handle.sql:1: canceling statement due to lock timeout (55P03); waited for process 4711 (report, psql)" }"""),
        Entry(3.3, JournalKind.Intent, "run-expand-step", null, null, null),
        Entry(3.34, JournalKind.Effect, "run-expand-step", new Expanding(1, 0, false), "expand/01_handle.sql:1: done", """{ "outcome": "Done", "why": "expand/01_handle.sql:1: done" }"""),
        Entry(3.4, JournalKind.Intent, "run-expand-step", null, null, null),
        Entry(3.7, JournalKind.Effect, "run-expand-step", new Backfilling("sha256:f1"), "expand/01_handle.sql:4: done", """{ "outcome": "Done", "why": "expand/01_handle.sql:4: done" }"""),
        Entry(42, JournalKind.Observation, "jobs-seen", new Verifying("sha256:f1"), "5000 of 5000 rows are filled", """{ "standing": "Finished", "why": "5000 of 5000 rows are filled" }"""),
        Entry(69, JournalKind.Observation, "evidence-seen", new Ready("sha256:f1"), "every required check passed", """{ "verdict": "Pass" }"""),
    ];

    private static JournalEntry[] UntilSwitched(string version) =>
    [
        .. UntilVerified(version),
        Entry(70, JournalKind.Observation, "reread", new Switching(2, 1, Noon.AddSeconds(70), Noon.AddMinutes(6)), "every required check passed", """{ "router": { "where": "on", "side": "Old", "generation": 1 } }"""),
        Entry(70.01, JournalKind.Intent, "flip", null, null, null),
        Entry(70.05, JournalKind.Effect, "flip", new Switching(2, 1, Noon.AddSeconds(70), Noon.AddMinutes(6)), "the router is on the new version", """{ "sight": { "where": "on", "side": "New", "generation": 2 } }"""),
        Entry(70.075, JournalKind.Observation, "front-door-seen", new Baking(Moved, 0, false), "the front door answers as the new version", $$"""{ "answer": "New", "why": {{JsonSerializer.Serialize($"10 requests answered by {version}, 0 failed")}} }"""),
        Entry(70.31, JournalKind.Observation, "drain-seen", new Baking(Moved, 0, true), "the old version works on no request any more", """{ "remaining": 0, "counted": true }"""),
    ];

    private static IEnumerable<JournalEntry> Watched(int windows) => Enumerable.Range(1, windows - 1).Select(window =>
        Entry(70.3 + (window * 1.5), JournalKind.Observation, "measured", new Baking(Moved, window, true), FormattableString.Invariant($"{window} good windows in a row"), """{ "reading": "Good", "why": "40 requests, 0 failed, 95 of 100 within 12 ms" }"""));

    private static JournalEntry Asked(double seconds, string by) =>
        Entry(seconds, JournalKind.Observation, "asked", new Held(new Baking(Moved, 1, true), HoldCause.Asked, by), by, JsonSerializer.Serialize(new { action = "Hold", person = by, reason = by }));

    private static Evidence[] Evidence(string version, EvidenceVerdict verdict) =>
    [
        Piece("proof", "4.2.0", EvidenceVerdict.Pass, "9 statements proved", new(9, 0, 0)),
        Piece("proof", version, verdict, verdict == EvidenceVerdict.Pass ? "9 statements proved" : "2 of 9 statements failing on this schema: 4.3/App/CustomerStore.cs:15 \"SELECT id, handle FROM customers\" (42703 column \"handle\" does not exist)", verdict == EvidenceVerdict.Pass ? new(9, 0, 0) : new(7, 2, 0)),
        Piece("suite:checkout", "4.2.0", EvidenceVerdict.Pass, "12 tests passed", new(12, 0, 0)),
        Piece("suite:checkout", version, EvidenceVerdict.Pass, "12 tests passed, 1 skipped", new(12, 0, 1)),
        Piece("http:orders", "4.2.0", EvidenceVerdict.Pass, "/orders/1 answers 200 as 4.2.0", null),
        Piece("http:orders", version, EvidenceVerdict.Expired, "/orders/1 answers 200", null),
    ];

    private static Evidence Piece(string kind, string version, EvidenceVerdict verdict, string detail, EvidenceTally? tally) =>
        new(kind, version, "sha256:d", "sha256:2f1c9a7bb04e2f1c9a7bb04e", 1, Noon.AddSeconds(65), Noon.AddMinutes(16), verdict, kind == "proof" ? "postgresql 18 judge" : "suite command", detail) { Tally = tally };

    private static JournalEntry Entry(double seconds, JournalKind kind, string name, ReleaseState? state, string? why, string? happened)
    {
        var payload = state is null ? "{}" : $$"""{ "state": {{ReleaseJson.Write(state).GetRawText()}}, "why": {{JsonSerializer.Serialize(why)}}, "happened": {{happened}} }""";
        return new((long)(seconds * 1000), "webshop-4.3.0", kind, name, JsonDocument.Parse(payload).RootElement, Noon.AddSeconds(seconds), 7);
    }
}
