namespace MigrationGuard.Cli.Hooks.Products;

/// <summary>The rollback hook of Flagger: 2xx means that it goes back now. So it is said only while the gate itself goes back, or has.</summary>
/// <remarks>pkg/controller/webhook.go: a status above 202 is an error, and an error does not go back.</remarks>
internal static class FlaggerRollback
{
    private static readonly string[] GoingBack = ["rolling-back", "rolled-back"];

    /// <summary>The response.</summary>
    public static HookResponse Of(HookVerdict verdict) => verdict is { Meaning: HookMeaning.Go, State: { } state } && GoingBack.Contains(state)
        ? PlainAnswer.Of(verdict)
        : new(verdict.Meaning is HookMeaning.Go or HookMeaning.Stop ? 409 : 503, PlainAnswer.Body(verdict));
}
