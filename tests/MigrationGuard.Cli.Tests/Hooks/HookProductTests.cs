using System.Text.Json.Nodes;

namespace MigrationGuard.Cli.Tests.Hooks;

/// <summary>What each product sends and takes, as its sources and its documentation say.</summary>
public sealed class HookProductTests
{
    private const string EcsEvent = """
        {
          "executionDetails": {
            "testTrafficWeights": {}, "productionTrafficWeights": {}, "serviceArn": "arn:aws:ecs:us-west-2:123456789012:service/my-cluster/my-service",
            "targetServiceRevisionArn": "arn:aws:ecs:us-west-2:123456789012:service-revision/my-cluster/my-service/9313423515462893900"
          },
          "executionId": "e-1", "lifecycleStage": "STAGE", "resourceArn": "arn:aws:ecs:us-west-2:123456789012:service-deployment/my-cluster/my-service/EZe5", "hookDetails": DETAILS
        }
        """;

    [TestCase("Yes", 200, "yes")]
    [TestCase("No", 200, "no")]
    [TestCase("Drift", 200, "no")]
    [TestCase("Policy", 200, "no")]
    [TestCase("Unknown", 200, "unknown")]
    [TestCase("Busy", 200, "unknown")]
    [TestCase("Held", 200, "unknown")]
    [TestCase("Dependency", 503, "error")]
    [TestCase("Usage", 503, "error")]
    public async Task Argo_gets_one_of_four_verdicts(string answer, int status, string verdict)
    {
        await using var hooks = new HookFixture();
        hooks.Answer(Enum.Parse<ExitCode>(answer));

        var (actual, body) = await hooks.AskAsync("/hooks/argo/switch");

        Assert.That((actual, (string?)body["verdict"]), Is.EqualTo((status, verdict)));
    }

    [TestCase("confirm-rollout", "Deploy")]
    [TestCase("pre-rollout", "Switch")]
    [TestCase("rollout", "Switch")]
    [TestCase("confirm-traffic-increase", "Switch")]
    [TestCase("confirm-promotion", "Switch")]
    public async Task Flagger_goes_on_with_a_yes_only(string hook, string question)
    {
        await using var hooks = new HookFixture();
        const string payload = """{ "name": "shop", "namespace": "prod", "phase": "Progressing", "checksum": "85d557f47b", "metadata": { "x": "y" } }""";
        var (status, body) = await hooks.AskAsync("/hooks/flagger/" + hook, payload);
        Assert.That((status, (string?)body["why"]), Is.EqualTo((200, question)));

        foreach (var answer in Enum.GetValues<ExitCode>().Except([ExitCode.Yes]))
        {
            hooks.Answer(answer);
            Assert.That((await hooks.AskAsync("/hooks/flagger/" + hook, payload)).Status, Is.GreaterThan(202), answer.ToString());
        }
    }

    [TestCase("Yes", "rolling-back", 200)]
    [TestCase("Yes", "rolled-back", 200)]
    [TestCase("Yes", "ready", 409)]
    [TestCase("Yes", "window-open", 409)]
    [TestCase("No", "rolling-back", 409)]
    [TestCase("Dependency", "rolling-back", 503)]
    [TestCase("Unknown", "ready", 503)]
    public async Task Flagger_goes_back_only_while_the_gate_does(string answer, string state, int status)
    {
        await using var hooks = new HookFixture();
        hooks.Answer(Enum.Parse<ExitCode>(answer), state);

        Assert.That((await hooks.AskAsync("/hooks/flagger/rollback", "{}")).Status, Is.EqualTo(status));
    }

    [Test]
    public async Task Events_of_Flagger_are_taken()
    {
        await using var hooks = new HookFixture();
        Assert.That((await hooks.AskAsync("/hooks/flagger/event", """{ "name": "shop", "metadata": { "eventMessage": "Rollback", "eventType": "Warning" } }""")).Status, Is.EqualTo(202));
    }

    [TestCase("PRE_SCALE_UP", "Yes", "SUCCEEDED", "Deploy")]
    [TestCase("POST_SCALE_UP", "Yes", "SUCCEEDED", "Deploy")]
    [TestCase("POST_TEST_TRAFFIC_SHIFT", "Yes", "SUCCEEDED", "Switch")]
    [TestCase("POST_TEST_TRAFFIC_SHIFT", "No", "FAILED", "Switch")]
    [TestCase("POST_TEST_TRAFFIC_SHIFT", "Policy", "FAILED", "Switch")]
    [TestCase("POST_TEST_TRAFFIC_SHIFT", "Held", "IN_PROGRESS", "Switch")]
    [TestCase("POST_TEST_TRAFFIC_SHIFT", "Dependency", "IN_PROGRESS", "Switch")]
    [TestCase("PRODUCTION_TRAFFIC_SHIFT", "Yes", "FAILED", null)]
    [TestCase("", "Yes", "FAILED", null)]
    public async Task Ecs_gets_a_status_for_its_stage(string stage, string answer, string status, string? question)
    {
        await using var hooks = new HookFixture();
        string? asked = null;
        hooks.Judge = (subject, _) => Task.FromResult(new Cli.Hooks.HookVerdict(Enum.Parse<ExitCode>(answer), asked = subject.Question.ToString()));

        var (code, body) = await hooks.AskAsync("/hooks/ecs", EcsEvent.Replace("STAGE", stage, StringComparison.Ordinal).Replace("DETAILS", "null", StringComparison.Ordinal));

        Assert.That((code, (string?)body["hookStatus"], asked), Is.EqualTo((200, status, question)));
        Assert.That((int?)body["callBackDelay"], Is.EqualTo(status == "IN_PROGRESS" ? 30 : (int?)null));
    }

    [Test]
    public async Task Ecs_carries_how_often_it_has_asked_and_gives_up()
    {
        await using var hooks = new HookFixture();
        hooks.Answer(ExitCode.Unknown);
        JsonNode details = new JsonObject { ["S3_BUCKET_NAME"] = "my-approval-bucket", ["migrationguardMostAttempts"] = 3 };
        var statuses = new List<string?>();
        for (var attempt = 0; attempt < 3; attempt++)
        {
            var (_, body) = await hooks.AskAsync("/hooks/ecs", EcsEvent.Replace("STAGE", "PRE_SCALE_UP", StringComparison.Ordinal).Replace("DETAILS", details.ToJsonString(), StringComparison.Ordinal));
            statuses.Add((string?)body["hookStatus"]);
            details = body["hookDetails"]!;
        }

        Assert.That(statuses, Is.EqualTo(new[] { "IN_PROGRESS", "IN_PROGRESS", "FAILED" }));
        Assert.That((string?)details["S3_BUCKET_NAME"], Is.EqualTo("my-approval-bucket"));
    }

    [TestCase("Yes", "Succeeded")]
    [TestCase("No", "Failed")]
    [TestCase("Unknown", "Failed")]
    [TestCase("Dependency", "Failed")]
    public async Task CodeDeploy_gets_the_request_that_reports_the_result(string answer, string status)
    {
        await using var hooks = new HookFixture();
        hooks.Answer(Enum.Parse<ExitCode>(answer));

        var (code, body) = await hooks.AskAsync("/hooks/codedeploy/switch", """{ "DeploymentId": "d-RPCR1U3TQ", "LifecycleEventHookExecutionId": "eyJlbmNyeXB0ZWQ" }""");

        Assert.That((code, body.ToJsonString()), Is.EqualTo((200, $$"""{"deploymentId":"d-RPCR1U3TQ","lifecycleEventHookExecutionId":"eyJlbmNyeXB0ZWQ","status":"{{status}}"}""")));
        Assert.That((await hooks.AskAsync("/hooks/codedeploy/switch", "[]")).Status, Is.EqualTo(400));
    }
}
