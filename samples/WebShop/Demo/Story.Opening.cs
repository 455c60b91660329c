using System.Text.Json.Nodes;
using Npgsql;

namespace WebShop.Demo;

/// <content>What is there, and what is refused.</content>
internal sealed partial class Story
{
    private string Manifest(string release) => Path.Combine(_site.Folder, $"webshop-{release}.json");

    private async Task OpenShopAsync(CancellationToken cancellation)
    {
        _narrator.Chapter("The shop is open: 4.2 has the traffic");
        await _site.StartAsync("blue", "4.2.0", null, cancellation);
        await _site.StartRouterAsync(cancellation);
        _load = LoadGenerator.Start(_site.FrontDoor);
        _narrator.Good("4.2.0 in slot blue answers through HAProxy; customers sign up, rename themselves and buy");
    }

    private async Task InstallGuardAsync(CancellationToken cancellation)
    {
        _narrator.Chapter("The guard learns what 4.2 runs, and what 4.3 will run");
        await RunAsync("guard install", 0, cancellation, "Decision:", "No version is live yet");
        await RecordAsync("4.2.0", cancellation);
        await RunAsync($"statements publish {Manifest("4.2.0")}", 0, cancellation, "9 can be proved, 0 cannot");
        await RunAsync("versions add 4.2.0", 0, cancellation, "webshop 4.2.0 is live.");
        await ExportAsync(cancellation);
        await PublishNextAsync("4.3.0", cancellation);
        await RunAsync("guard install --mode enforce --reason 'nothing unexpected in the log'", 0, cancellation, "is refused");
    }

    // What the compiler was told in the first chapter is what the database says.
    private async Task ExportAsync(CancellationToken cancellation)
    {
        const string name = "migrationguard.state.json";
        var exported = Path.Combine(_site.Folder, name);
        await RunAsync($"release status --export {exported} --last-released 20260301090000", 0, cancellation, "1 live version (webshop 4.2.0)");
        Expect(Live(exported) == Live(Path.Combine(Layout.Shop, name)), $"{name} is not what the database says now:\n{await File.ReadAllTextAsync(exported, cancellation)}");

        static string Live(string file) => JsonNode.Parse(File.ReadAllText(file))!["live"]!.ToJsonString();
    }

    private async Task PublishNextAsync(string release, CancellationToken cancellation)
    {
        await RecordAsync(release, cancellation);
        await RunAsync($"statements publish {Manifest(release)} --tested-on env:TEST_DATABASE", 0, cancellation, "9 can be proved, 0 cannot");
    }

    // The tests run on a database of their own; neither they nor the shop know that somebody writes down what they send.
    private async Task RecordAsync(string release, CancellationToken cancellation)
    {
        var digits = release.Replace(".", "", StringComparison.Ordinal);
        await RunAsync(
            $"statements record --label {release} --digest sha256:{digits} --output-file {Manifest(release)} -- ./test.sh {release[..3]}",
            0,
            cancellation,
            "Passed!  - Failed:     0, …",
            "9 statements");
        _narrator.Good($"the tests of {release} pass on a database of their own, and what they sent is its manifest");
    }

    private async Task RefuseRenameAsync(CancellationToken cancellation)
    {
        _narrator.Chapter("The naive migration: ALTER TABLE customers RENAME COLUMN username TO handle");
        _narrator.Say("4.2 is the way back, and it reads username. The check says so before anything runs:");
        await RunAsync("check migrations/4.3/naive", 1, cancellation, "MG0210 Column renamed under the live version", "Instead: Add handle", "1 error");
        _narrator.Good("refused by the check");

        _narrator.Say("");
        _narrator.Say("Somebody runs it all the same, by hand:");
        const string rename = "ALTER TABLE customers RENAME COLUMN username TO handle";
        _narrator.Command("shop=#", rename + ";");
        var error = await _site.Shop.TryAsync(rename, cancellation);
        Expect(error is { SqlState: "MG001" }, $"The guard did not refuse the rename: {error?.SqlState} {error?.MessageText}");
        ShowRefusal(error!);
        _narrator.Good("refused by the guard; nothing of the transaction is kept, and no customer noticed");
    }

    private async Task ShowRecipeAsync(CancellationToken cancellation)
    {
        _narrator.Chapter("The usual recipe – add a column, copy, switch – has three defects");
        await RunAsync("check migrations/4.3/recipe", 1, cancellation, "MG0410 Every row of a table is changed in one statement", "so writers wait");
        _narrator.Good("first defect: the copy is one transaction over all rows, and the check refuses it");

        _narrator.Say("");
        _narrator.Say("The other two are invisible to a check. On a copy of the shop where nobody is hurt:");
        using var recipe = new Database(_site.Server);
        recipe.Apply("4.3/recipe/001_add_handle.sql");
        await using var old = await Site.StartAsync(new Instance(_site.Aside, "recipe-old", "4.2.0", recipe.ForApp, null), cancellation);
        await using var next = await Site.StartAsync(new Instance(_site.AsideToo, "recipe-new", "4.3.0", recipe.ForApp, null), cancellation);
        using var four2 = new ShopClient(_site.Aside);
        using var four3 = new ShopClient(_site.AsideToo);
        await WaitForCopyAsync(recipe, four2, cancellation);

        var ada = await four2.SignUpAsync("ada", cancellation);
        Expect(await four3.NameAsync(ada, cancellation) is null, "A row of 4.2 has a handle although nothing gave it one.");
        _narrator.Bad("second defect: ada signs up at 4.2 after the copy; 4.3 shows a customer without a name");

        await four3.RenameAsync(1, "grace", cancellation);
        Expect(await four2.NameAsync(1, cancellation) == "customer-1", "4.2 reads what 4.3 wrote to handle.");
        _narrator.Bad("third defect: customer 1 becomes grace at 4.3; after a rollback 4.2 still calls her customer-1");
    }

    private async Task WaitForCopyAsync(Database recipe, ShopClient four2, CancellationToken cancellation)
    {
        await using var connection = await recipe.OpenAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        await using (var copy = new NpgsqlCommand("UPDATE customers SET handle = username", connection, transaction))
        {
            await copy.ExecuteNonQueryAsync(cancellation);
        }

        var renamed = four2.RenameAsync(2, "waits", cancellation);
        Expect(await Task.WhenAny(renamed, Task.Delay(TimeSpan.FromSeconds(1), cancellation)) != renamed, "A writer did not wait for the copy.");
        await transaction.CommitAsync(cancellation);
        await renamed;
        _narrator.Bad("first defect, seen: while the copy of all rows is open, a customer of 4.2 waits for her new name");
    }

    private void ShowRefusal(PostgresException error)
    {
        _narrator.Output($"ERROR:  {error.MessageText}");
        foreach (var line in (error.Detail ?? "").Split('\n').Take(2))
        {
            _narrator.Output("DETAIL: " + line);
        }
    }
}
