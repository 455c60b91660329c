using System.Globalization;
using System.Text.RegularExpressions;

namespace WebShop.Demo;

/// <content>From the right expand to the release that stays.</content>
internal sealed partial class Story
{
    private async Task RefuseAtTheGateAsync(CancellationToken cancellation)
    {
        _narrator.Say("");
        _narrator.Say("Somebody puts the rename into a release:");
        await RunAsync($"release run --version 4.3.0 --config {Path.Combine(_site.Folder, "naive.json")}", 1, cancellation, "4.2.0");
        await RunAsync("release abort --reason 'the rename would break 4.2.0'", 0, cancellation, "aborted");
        _narrator.Good("refused by the gate");
    }

    private async Task ExpandAsync(CancellationToken cancellation)
    {
        _narrator.Chapter("The right expand: a new column, kept in step by a trigger, filled in batches");
        await RunAsync("check migrations/4.3/expand", 0, cancellation, "0 errors", "passed");
        await RunAsync("release start --version 4.3.0", 0, cancellation, "prepared");
        var refusal = await RunAsync("release expand", 1, cancellation, "may need it", "to take the responsibility");
        _narrator.Say("A trigger can do anything, so a person is asked. Who approves has read the function:");
        await AcceptAsync("4.2.0", refusal, "reads and writes customers only, keeps both columns equal", cancellation);
        await RunAsync("release expand", 0, cancellation, ".sql", "is verifying…");
    }

    /// <summary>A person takes the responsibility for the differences that an answer names.</summary>
    private async Task AcceptAsync(string release, string refusal, string reason, CancellationToken cancellation)
    {
        var differences = Differences().Matches(refusal).SelectMany(match => match.Groups["id"].Captures.Select(capture => capture.Value)).Distinct(StringComparer.Ordinal).ToList();
        Expect(differences.Count > 0, $"Nothing is named that could be accepted:\n{refusal}");
        foreach (var difference in differences)
        {
            var accept = $"SELECT migration_guard.accept('webshop {release}', '{difference}', '{reason}')";
            _narrator.Command("shop=#", accept + ";");
            var error = await _site.Shop.TryAsync($"GRANT migration_guard_approver TO CURRENT_USER; {accept}", cancellation);
            Expect(error is null, $"It was not accepted: {error?.MessageText}");
        }
    }

    [GeneratedRegex(@"(?:difference |accept\('[^']+', ')(?<id>[0-9a-f]{10})(?:, (?<id>[0-9a-f]{10}))*")]
    private static partial Regex Differences();

    private async Task VerifyAsync(CancellationToken cancellation)
    {
        _narrator.Chapter("Evidence: proofs, tests and probes of both versions on the same schema");
        await _site.StartAsync("green", "4.3.0", "receipts", cancellation);
        _narrator.Say("4.3.0 runs in slot green, without traffic. (It has a bug that no test finds.)");
        await RunAsync("prove", 0, cancellation, "2 versions, 18 statements: 18 pass", "passed");
        await ExchangeAsync(cancellation);
        await RunAsync("release verify", 0, cancellation, "ready");
        await RunAsync("release status", 0, cancellation, "4.2.0  pass…", "4.3.0  pass…", "rollback floor none");
        await RunAsync("can-i switch", 0, cancellation, "every required check passed");
    }

    /// <summary>The second and third defect of the usual recipe, on the schema that has the trigger.</summary>
    private async Task ExchangeAsync(CancellationToken cancellation)
    {
        var ada = await _blue.SignUpAsync("ada", cancellation);
        Expect(await _green.NameAsync(ada, cancellation) == "ada", "4.3 does not see the name that 4.2 wrote.");
        _narrator.Good("second defect handled: ada signs up at 4.2, and 4.3 shows ada");
        await _green.RenameAsync(ada, "grace", cancellation);
        Expect(await _blue.NameAsync(ada, cancellation) == "grace", "4.2 does not see the name that 4.3 wrote.");
        _narrator.Good("third defect handled: she becomes grace at 4.3, and 4.2 shows grace");
        Expect(await _site.Shop.AskAsync<long>("SELECT count(*) FROM customers WHERE handle IS DISTINCT FROM username", cancellation) == 0, "Rows diverge.");
        _narrator.Good("first defect handled: 5,000 customers were filled a thousand at a time, and no row differs");
    }

    private async Task RollBackAsync(CancellationToken cancellation)
    {
        _narrator.Chapter("The switch under load; 4.3.0 turns out to be broken; the automatic rollback");
        var before = await _load!.CountAsync(cancellation);
        var answer = await RunAsync("release switch", 1, cancellation, "counts database errors 23502…", "the router is on the", "is rolled-back");
        var after = await _load.CountAsync(cancellation);
        ExpectNothingLost(after);
        Expect(after.AnsweredBy("4.3.0") > before.AnsweredBy("4.3.0"), "4.3.0 never had traffic.");
        Expect(after.FailedAt("4.3.0") > 0 && after.SqlStates.Contains("23502"), "4.3.0 was not broken.");
        _narrator.Good("4.3.0 had the traffic, failed with 23502 (no receipt number left), and 4.2.0 has it again; no request was lost on the way");
        _rollbackSeconds = Seconds(answer, "rollback_seconds");
        _narrator.Measured(FormattableString.Invariant($"rollback_seconds {_rollbackSeconds:0.000}"));
        Expect(_rollbackSeconds < 2, "Going back took longer than 2 seconds.");
        Expect(await _site.Shop.AskAsync<long>("SELECT count(*) FROM customers WHERE handle IS DISTINCT FROM username", cancellation) == 0, "Rows diverged by going back.");
        _narrator.Good("third defect handled: after going back no row has two names");
        await _site.StopAsync("green");
    }

    private static double Seconds(string answer, string name)
    {
        var match = Regex.Match(answer, name + @"\W+(?<seconds>\d+(\.\d+)?)", RegexOptions.ExplicitCapture);
        Expect(match.Success, $"{name} is not in the answer:\n{answer}");
        return double.Parse(match.Groups["seconds"].Value, CultureInfo.InvariantCulture);
    }

    private static void ExpectNothingLost(Traffic traffic)
    {
        Expect(traffic.Lost == 0, $"{traffic.Lost} requests were lost.");
        Expect(traffic.Wrong == 0, $"{traffic.Wrong} answers forgot what had been written.");
        Expect(traffic.FailedAt("4.2.0") == 0, $"{traffic.FailedAt("4.2.0")} requests failed at 4.2.0.");
        Expect(traffic.FailedAt("?") == 0, $"{traffic.FailedAt("?")} requests were answered by HAProxy itself.");
    }

    private async Task ReleaseAgainAsync(CancellationToken cancellation)
    {
        _narrator.Chapter("4.3.1 mends the bug: the same way again, in one command");
        await PublishNextAsync("4.3.1", cancellation);
        await _site.StartAsync("green", "4.3.1", null, cancellation);
        var before = await _load!.CountAsync(cancellation);
        var answer = await RunAsync("release run --version 4.3.1", 0, cancellation, "counts as live", "every required check passed", "the router is on the new version", "good windows in a row");
        var after = await _load.CountAsync(cancellation);
        ExpectNothingLost(after);
        Expect(after.FailedAt("4.3.1") == 0 && after.AnsweredBy("4.3.1") > before.AnsweredBy("4.3.1"), "4.3.1 does not serve.");
        _narrator.Good("4.3.1 has the traffic and 4.2.0 is the way back; 0 requests lost, 0 failed");
        _switchSeconds = Seconds(answer, "switch_seconds");
        _narrator.Measured(FormattableString.Invariant($"switch_seconds {_switchSeconds:0.000}"));
    }
}
