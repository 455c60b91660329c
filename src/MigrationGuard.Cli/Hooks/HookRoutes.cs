using MigrationGuard.Cli.Hooks.Products;

namespace MigrationGuard.Cli.Hooks;

/// <summary>All paths that are served.</summary>
internal static class HookRoutes
{
    private static readonly (string Word, HookQuestion Value)[] Questions =
    [
        ("deploy", HookQuestion.Deploy), ("switch", HookQuestion.Switch), ("rollback", HookQuestion.Rollback), ("contract", HookQuestion.Contract),
    ];

    /// <summary>Them.</summary>
    public static IReadOnlyList<HookRoute> All { get; } =
    [
        .. Questions.Select(question => new HookRoute($"/can-i/{question.Word}", question.Value, (_, verdict) => PlainAnswer.Of(verdict))),
        .. Questions.Select(question => new HookRoute($"/hooks/argo/{question.Word}", question.Value, (_, verdict) => ArgoAnswer.Of(verdict))),
        new("/hooks/flagger/confirm-rollout", HookQuestion.Deploy, (_, verdict) => PlainAnswer.Of(verdict)),
        new("/hooks/flagger/pre-rollout", HookQuestion.Switch, (_, verdict) => PlainAnswer.Of(verdict)),
        new("/hooks/flagger/rollout", HookQuestion.Switch, (_, verdict) => PlainAnswer.Of(verdict)),
        new("/hooks/flagger/confirm-traffic-increase", HookQuestion.Switch, (_, verdict) => PlainAnswer.Of(verdict)),
        new("/hooks/flagger/confirm-promotion", HookQuestion.Switch, (_, verdict) => PlainAnswer.Of(verdict)),
        new("/hooks/flagger/rollback", HookQuestion.Rollback, (_, verdict) => FlaggerRollback.Of(verdict)),
        new("/hooks/flagger/event", null, (_, _) => FlaggerEvent.Taken),
        new("/hooks/ecs", null, EcsAnswer.Of) { Asks = EcsAnswer.Question },
        new("/hooks/codedeploy/deploy", HookQuestion.Deploy, CodeDeployAnswer.Of),
        new("/hooks/codedeploy/switch", HookQuestion.Switch, CodeDeployAnswer.Of),
    ];
}
