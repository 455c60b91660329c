namespace MigrationGuard.Cli.Hooks.Products;

/// <summary>
/// A web metric of Argo Rollouts. What is neither its success condition nor its failure condition is inconclusive, and pauses for a person; a status that is
/// not 2xx is an error, which is measured again.
/// </summary>
/// <remarks>https://argo-rollouts.readthedocs.io/en/stable/analysis/web/ and metricproviders/webmetric/webmetric.go.</remarks>
internal static class ArgoAnswer
{
    /// <summary>The response.</summary>
    public static HookResponse Of(HookVerdict verdict)
    {
        var body = PlainAnswer.Body(verdict);
        body["verdict"] = verdict.Meaning switch { HookMeaning.Go => "yes", HookMeaning.Stop => "no", HookMeaning.Wait => "unknown", _ => "error" };
        return new(verdict.Meaning == HookMeaning.Error ? 503 : 200, body);
    }
}
