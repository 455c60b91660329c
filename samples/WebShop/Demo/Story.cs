namespace WebShop.Demo;

/// <summary>The release of 4.3, from the first refused migration to the last dropped column.</summary>
internal sealed partial class Story : IAsyncDisposable
{
    private readonly Narrator _narrator;
    private readonly string _reports;
    private readonly Site _site;
    private readonly Tool _tool;
    private readonly ShopClient _blue;
    private readonly ShopClient _green;
    private LoadGenerator? _load;
    private double _switchSeconds;
    private double _rollbackSeconds;

    /// <summary>A story on a server of a version.</summary>
    /// <param name="major">The version.</param>
    /// <param name="reports">The folder for the reports of its releases; null for one that is removed with the rest.</param>
    /// <param name="narrator">Who tells it.</param>
    public Story(int major, string? reports, Narrator narrator)
    {
        _narrator = narrator;
        _site = new Site(major);
        _reports = reports ?? _site.Folder;
        _tool = new Tool(narrator, _site);
        _blue = new ShopClient(_site.Blue);
        _green = new ShopClient(_site.Green);
        narrator.Say($"PostgreSQL {major}, HAProxy, two versions of a web shop and its customers: all of them real processes on this machine.");
    }

    public async Task TellAsync(CancellationToken cancellation)
    {
        await CompileAsync(cancellation);
        await OpenShopAsync(cancellation);
        await InstallGuardAsync(cancellation);
        await RefuseRenameAsync(cancellation);
        await RefuseAtTheGateAsync(cancellation);
        await ShowRecipeAsync(cancellation);
        await ExpandAsync(cancellation);
        await VerifyAsync(cancellation);
        await RollBackAsync(cancellation);
        await ReleaseAgainAsync(cancellation);
        await RefuseContractAsync(cancellation);
        await ContractAsync(cancellation);
        await ReportAsync(cancellation);
        await SumUpAsync(cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        if (_load is not null)
        {
            await _load.DisposeAsync();
        }

        _blue.Dispose();
        _green.Dispose();
        await _site.DisposeAsync();
    }

    private Task<string> RunAsync(string command, int exitCode, CancellationToken cancellation, params string[] words) => _tool.RunAsync(command, exitCode, words, cancellation);

    private static void Expect(bool holds, string otherwise)
    {
        if (!holds)
        {
            throw new StoryException(otherwise);
        }
    }
}
