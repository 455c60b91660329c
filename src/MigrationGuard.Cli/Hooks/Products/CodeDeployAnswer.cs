using System.Text.Json;
using System.Text.Json.Nodes;

namespace MigrationGuard.Cli.Hooks.Products;

/// <summary>A lifecycle event of CodeDeploy: the response is the request of PutLifecycleEventHookExecutionStatus, which knows Succeeded and Failed only.</summary>
/// <remarks>https://docs.aws.amazon.com/codedeploy/latest/APIReference/API_PutLifecycleEventHookExecutionStatus.html.</remarks>
internal static class CodeDeployAnswer
{
    /// <summary>The response.</summary>
    public static HookResponse Of(HookRequest request, HookVerdict verdict) => request.Json() is { } json && Text(json, "DeploymentId") is { } deployment && Text(json, "LifecycleEventHookExecutionId") is { } execution
        ? new(200, new JsonObject
        {
            ["deploymentId"] = deployment,
            ["lifecycleEventHookExecutionId"] = execution,
            ["status"] = verdict.Meaning == HookMeaning.Go ? "Succeeded" : "Failed",
        })
        : HookResponse.Refused(400, "the event of CodeDeploy has DeploymentId and LifecycleEventHookExecutionId");

    private static string? Text(JsonElement json, string name) => json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
