using System.Globalization;
using MigrationGuard.Gate.Routing;

namespace MigrationGuard.Gate.Tests.Routing;

/// <summary>The script of docs/routers.md, over a file.</summary>
internal sealed class ExecBed : RouterBed
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("migrationguard-exec-");
    private readonly Lock _lock = new();
    private readonly int[] _inFlight = [0, 0];
    private SmallDoor _door;

    public ExecBed()
    {
        File.WriteAllText(Script, Published.Blocks("sh exec").Single());
        File.WriteAllText(State, "blue 0\n");
        _door = new SmallDoor(Where, Count);
        Count(Blue, 0);
        Count(Green, 0);
    }

    public override Uri FrontDoor => _door.Address;

    private string Script => Path.Combine(_directory.FullName, "router.sh");

    private string State => Path.Combine(_directory.FullName, "state");

    public ExecRouterSettings Settings(string command) => new(command, command, command, new FrontDoorSettings(FrontDoor)) { PollInterval = TimeSpan.FromMilliseconds(5) };

    public override IRouter Connect() => new ExecRouter(Settings($"ROUTER_STATE='{State}' sh '{Script}'"));

    public override IRouter ConnectDenied() => new ExecRouter(Settings("echo 'permission denied (publickey)' >&2; exit 255"));

    public override IRouter ConnectGarbled() => new ExecRouter(Settings("echo '<html>'"));

    public override async Task StopAsync()
    {
        await _door.DisposeAsync();
        File.Move(State, State + ".kept");
        File.Delete(State + ".blue.inflight");
    }

    public override Task StartAsync()
    {
        File.Move(State + ".kept", State);
        _door = new SmallDoor(Where, Count, _door.Port);
        return Task.CompletedTask;
    }

    protected override async Task EndAsync()
    {
        await _door.DisposeAsync();
        _directory.Delete(recursive: true);
    }

    private SlotServer Where() => File.ReadAllText(State).StartsWith("blue", StringComparison.Ordinal) ? Blue : Green;

    private void Count(SlotServer slot, int more)
    {
        lock (_lock)
        {
            var count = _inFlight[slot == Blue ? 0 : 1] += more;
            var file = $"{State}.{(slot == Blue ? "blue" : "green")}.inflight";
            File.WriteAllText(file + ".next", count.ToString(CultureInfo.InvariantCulture));
            File.Move(file + ".next", file, overwrite: true);
        }
    }
}
