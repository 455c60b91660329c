namespace WebShop.Demo;

/// <content>Removing the old column.</content>
internal sealed partial class Story
{
    private async Task RefuseContractAsync(CancellationToken cancellation)
    {
        _narrator.Chapter("DROP COLUMN username: not while 4.2 can come back");
        await RunAsync("can-i contract", 1, cancellation, "4.2.0 needs it: 4.2/App");
        _narrator.Good("refused, with the statements of 4.2.0 that need it");
    }

    private async Task ContractAsync(CancellationToken cancellation)
    {
        _narrator.Chapter("The window closes, 4.2 retires, the old column goes");
        await RunAsync("release close --reason 'a quiet week'", 0, cancellation, "the window is closed…");
        await RunAsync("contract run", 1, cancellation, "is retiring: no. webshop 4.2.0 needs it…");
        _narrator.Say("4.2.0 still runs and is connected. It is stopped, and its support ends:");
        await _site.StopAsync("blue");
        await RunAsync("versions retire 4.2.0 --reason 'replaced by 4.3.1'", 0, cancellation, "webshop 4.2.0 is retired");
        await RunAsync("release run --resume", 0, cancellation, "is contract-pending: yes");
        var question = await RunAsync("can-i contract", 2, cancellation, "4.3.1 may need it: 4.3/App", "migration_guard.accept");
        _narrator.Say("The trigger goes too, and a trigger can do anything. Who approves knows that 4.3 never needed it:");
        await AcceptAsync("4.3.1", question, "the trigger served 4.2 only", cancellation);
        await RunAsync("contract run", 0, cancellation, ".sql", "is done: yes…");
        await RunAsync("prove", 0, cancellation, "1 version, 9 statements: 9 pass", "passed");
        Expect(await _site.Shop.AskAsync<long>("SELECT count(*) FROM information_schema.columns WHERE table_name = 'customers' AND column_name = 'username'", cancellation) == 0, "The column is still there.");
        _narrator.Good("customers.username is gone, and nobody needed it");
    }

    private async Task ReportAsync(CancellationToken cancellation)
    {
        _narrator.Chapter("The report of the release");
        Directory.CreateDirectory(_reports);
        await RunAsync($"release report --release webshop-4.3.1 --output-file {Path.Combine(_reports, "release-report.html")}", 0, cancellation, "4.3.1 replaced 4.2.0…");
        await RunAsync($"release report --release webshop-4.3.0-2 --output-file {Path.Combine(_reports, "release-report-4.3.0.html")}", 0, cancellation, "4.2.0 has the traffic again…");
        _narrator.Good("one page for each, to be opened in a browser: the release that stayed, and the one that went back");
    }

    private async Task SumUpAsync(CancellationToken cancellation)
    {
        var traffic = await _load!.EndAsync(cancellation);
        ExpectNothingLost(traffic);
        Expect(traffic.FailedAt("4.3.1") == 0, "Requests failed at 4.3.1.");
        _narrator.Chapter("What the customers saw");
        _narrator.Measured(FormattableString.Invariant($"requests         {traffic.Requests}"));
        _narrator.Measured(FormattableString.Invariant($"lost             {traffic.Lost}"));
        _narrator.Measured(FormattableString.Invariant($"wrong answers    {traffic.Wrong}"));
        _narrator.Measured(FormattableString.Invariant($"failed           {traffic.FailedAt("4.3.0")}, all of them by the bug of 4.3.0 before the gate went back"));
        _narrator.Measured(FormattableString.Invariant($"switch_seconds   {_switchSeconds:0.000}"));
        _narrator.Measured(FormattableString.Invariant($"rollback_seconds {_rollbackSeconds:0.000}"));
    }
}
