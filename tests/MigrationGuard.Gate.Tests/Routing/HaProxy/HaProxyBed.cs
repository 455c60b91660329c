using MigrationGuard.Gate.Routing;
using MigrationGuard.Gate.Routing.HaProxy;
using MigrationGuard.TestKit.Routing;

namespace MigrationGuard.Gate.Tests.Routing.HaProxy;

/// <summary>A real HAProxy.</summary>
internal sealed class HaProxyBed : RouterBed
{
    private readonly List<FakeAdmin> _fakes = [];

    public HaProxyBed() => Server = HaProxyServer.Launch(Blue.Port, Green.Port);

    public HaProxyServer Server { get; }

    public override Uri FrontDoor => Server.FrontDoor;

    public HaProxySettings Settings =>
        new(Server.Socket, Server.MapFile, "webshop", new Dictionary<string, string> { ["blue"] = "be_blue", ["green"] = "be_green" }, new FrontDoorSettings(Server.FrontDoor))
        {
            PollInterval = TimeSpan.FromMilliseconds(5),
        };

    /// <summary>Settings with which the configuration is checked.</summary>
    public HaProxySettings Checked => Settings with { Configuration = Server.Configuration, Program = HaProxyServer.Program() };

    public override IRouter Connect() => new HaProxyRouter(Settings);

    public override IRouter ConnectDenied() => Faked("Permission denied\n\n");

    public override IRouter ConnectGarbled() => Faked("\u0001\u0002 no words\n");

    /// <summary>A router whose admin socket always says the same.</summary>
    public HaProxyRouter Faked(string answer)
    {
        var fake = new FakeAdmin(answer);
        _fakes.Add(fake);
        return new HaProxyRouter(Settings with { Socket = fake.Address });
    }

    /// <summary>Says something to the real admin socket.</summary>
    public async Task<string> SayAsync(string command) => await new AdminSocket(Server.Socket, TimeSpan.FromSeconds(5)).AskAsync(command, default) switch
    {
        AdminAnswer.Text text => text.Words,
        AdminAnswer.Failed failed => throw new InvalidOperationException(failed.Reason),
        _ => "",
    };

    public override Task StopAsync()
    {
        Server.Crash();
        return Task.CompletedTask;
    }

    public override Task StartAsync()
    {
        Server.Start();
        return Task.CompletedTask;
    }

    protected override async Task EndAsync()
    {
        Server.Dispose();
        foreach (var fake in _fakes)
        {
            await fake.DisposeAsync();
        }
    }
}
