namespace MigrationGuard.Cli.Hooks;

/// <summary>A path that is served.</summary>
/// <param name="Path">The path.</param>
/// <param name="Question">What is asked there; null where the request says it, or nothing is asked.</param>
/// <param name="Respond">How the product wants its answer.</param>
internal sealed record HookRoute(string Path, HookQuestion? Question, Func<HookRequest, HookVerdict, HookResponse> Respond)
{
    /// <summary>What a request asks there; null when it asks nothing.</summary>
    public Func<HookRequest, HookQuestion?> Asks { get; init; } = _ => Question;
}
