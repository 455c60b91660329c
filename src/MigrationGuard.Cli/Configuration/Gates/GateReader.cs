using MigrationGuard.Cli.Configuration.Gates.Routers;
using MigrationGuard.Configuration;
using MigrationGuard.Gate.Verification;
using MigrationGuard.Tombstones;

namespace MigrationGuard.Cli.Configuration.Gates;

/// <summary>Reads the section <c>gate</c>.</summary>
internal static class GateReader
{
    private static readonly (string Word, HitSource Value)[] HitSources = [("log", HitSource.Log), ("reported", HitSource.Reported)];

    private const string SlotExample = "{ \"blue\": { \"url\": \"http://127.0.0.1:5101\", \"applicationName\": \"shop-blue\" }, \"green\": { … } }";

    /// <summary>The keys of the section.</summary>
    public static IReadOnlyList<string> Keys { get; } =
    [
        "service", "mode", "policy", "slots", "workers",
        "router",
        "dns",
        "expand",
        "contract",
        "maintenance",
        "suites", "probes",
        "replays",
        "environment", "terraform",
        "unprovenStatements",
        "data",
        "bake",
        "stateFolder",
        "notifications",
    ];

    /// <summary>The settings of a section; relative paths are relative to the folder.</summary>
    /// <exception cref="UsageException">It says something that cannot be.</exception>
    public static GateSettings Read(PlacedJson value, string folder)
    {
        var section = new SectionReader(value, "gate", [.. Keys]);
        var slots = Slots(section);
        var router = RouterReader.Read(section.Required("router", "{ \"kind\": \"haproxy\", … }"), new([.. slots.Keys], folder));
        var probes = Named(section.Items("probes").Select(Probe), probe => probe.Probe.Name, (section, "probes"));
        var suites = Named(section.Items("suites").Select(item => Suite(item, folder)), suite => suite.Name, (section, "suites"));
        var settings = new GateSettings
        {
            Origin = value.Place.ToString(),
            Folder = folder,
            Service = section.Text("service"),
            Slots = slots,
            Workers = section.Texts("workers", "[\"webshop-worker-{version}\"]") ?? [],
            Router = router,
            Expand = section.Member("expand") is { } expand ? Change(expand, folder) : null,
            Contract = section.Member("contract") is { } contract ? Contract(contract, folder) : null,
            Removal = MaintenanceReader.Read(section),
            Suites = suites,
            Probes = probes,
            Environment = section.Member("environment") is { } environment ? EnvironmentReader.Read(environment, [.. slots.Keys], folder) : null,
            Terraform = section.Member("terraform") is { } terraform ? TerraformReader.Read(terraform, folder) : null,
            Replays = Named(section.Items("replays").Select(item => ReplayReader.Read(item, folder)), replay => replay.Settings.Name, (section, "replays")),
            UnprovenStatements = section.Has("unprovenStatements") ? section.Duration("unprovenStatements", TimeSpan.Zero) : null,
            Data = DataReader.Read(section, [.. suites.Select(suite => suite.Name)]),
            BakeQueries = BakeReader.Queries(section),
            Bake = BakeReader.Read(section, slots, (router.FrontDoor, [.. probes.Select(probe => probe.Probe)])),
            StateFolder = Path.GetFullPath(section.Text("stateFolder") ?? StateFolder(value.Place.Path), folder),
            Notifications = NotificationsReader.Read(section),
            Policy = new(),
        };
        return settings with { Policy = PolicyReader.Read(section, settings.EvidenceKinds) };
    }

    // Two environments of which the configurations lie in one folder keep what they know apart.
    private static string StateFolder(string path)
    {
        const string usual = ".migrationguard";
        var name = Path.GetFileName(path);
        return name == ConfigurationFile.FileName ? usual : Path.Combine(usual, name);
    }

    private static Dictionary<string, SlotDoor> Slots(SectionReader section)
    {
        var (value, path) = section.Required("slots", SlotExample);
        var reader = new SectionReader(value, path);
        return reader.Names.Count >= 2
            ? reader.Names.ToDictionary(name => name, name => Slot(reader.Member(name)!.Value), StringComparer.Ordinal)
            : throw section.Complaint("slots", $"a release needs two; write {SlotExample}");
    }

    private static SlotDoor Slot((PlacedJson Value, string Path) member)
    {
        var slot = new SectionReader(member.Value, member.Path, "url", "applicationName");
        return new(slot.Address("url", "e.g. \"http://127.0.0.1:5101\""), slot.RequiredText("applicationName", "the application_name of its database sessions, e.g. \"shop-{version}\""));
    }

    private static SuiteSettings Suite((PlacedJson Value, string Path) item, string folder)
    {
        var suite = new SectionReader(item.Value, item.Path, "name", "command", "results", "timeout", "secrets");
        var settings = new SuiteSettings(
            suite.RequiredText("name", "e.g. \"checkout\""),
            suite.RequiredText("command", "what a shell runs, e.g. \"dotnet test tests/Checkout --logger trx --results-directory results\""),
            suite.RequiredText("results", "where JUnit or TRX files lie afterwards, e.g. \"results/*.trx\""));
        return settings with
        {
            Directory = folder,
            Timeout = suite.Duration("timeout", settings.Timeout),
            Secrets = [ConnectionSetting.Variable, .. suite.Texts("secrets", "[\"SHOP_TOKEN\"]") ?? []],
        };
    }

    private static ProbeSettings Probe((PlacedJson Value, string Path) item)
    {
        var probe = new SectionReader(item.Value, item.Path, "name", "path", "status", "contains", "timeout", "headerVariables");
        var usual = new HttpProbe(probe.RequiredText("name", "e.g. \"orders\""), probe.RootedPath("path"));
        var status = probe.Number("status", usual.Status);
        return status is < 100 or > 599
            ? throw probe.Complaint("status", "is no status of HTTP; write e.g. 200")
            : new(usual with { Status = status, Contains = probe.Text("contains"), Timeout = probe.Duration("timeout", usual.Timeout) }, probe.Variables("headerVariables", "SHOP_TOKEN"));
    }

    private static SchemaChangeSettings Change((PlacedJson Value, string Path) member, string folder)
    {
        var change = new SectionReader(member.Value, member.Path, "migrations", "plan", "lockTimeout", "command");
        return (change.Has("command"), change.Has("plan"), change.Has("migrations")) switch
        {
            (true, false, false) when !change.Has("lockTimeout") => new SchemaChangeSettings.Command(change.RequiredText("command", "e.g. \"dotnet run --project Migrator\"")),
            (true, _, _) => throw change.Complaint("command", "migrations, plan and lockTimeout are not used when a command changes the schema; remove them, or the command"),
            (_, true, true) => throw change.Complaint("plan", "the migrations are in the plan; remove one of both"),
            (_, true, _) => new SchemaChangeSettings.Planned(Path.GetFullPath(change.RequiredText("plan", "the folder that 'migrationguard plan --write' has written, e.g. \"plans/4.3\""), folder), LockTimeout(change)),
            _ => Scripts(member, folder, "plan", "command"),
        };
    }

    private static TimeSpan LockTimeout(SectionReader change) => change.Duration("lockTimeout", TimeSpan.FromSeconds(2)) is var timeout && timeout > TimeSpan.Zero ? timeout
        : throw change.Complaint("lockTimeout", "no time means to wait for locks without end; write e.g. \"2s\"");

    private static SchemaChangeSettings.Scripts Contract((PlacedJson Value, string Path) member, string folder)
    {
        var contract = new SectionReader(member.Value, member.Path, ["migrations", "lockTimeout", "watched", "hits", .. MaintenanceReader.Keys]);
        return Scripts(member, folder, ["watched", "hits", .. MaintenanceReader.Keys]) with { Watched = contract.Duration("watched", TimeSpan.Zero), Hits = contract.Word("hits", HitSources, HitSource.Log) };
    }

    private static SchemaChangeSettings.Scripts Scripts((PlacedJson Value, string Path) member, string folder, params string[] further)
    {
        var change = new SectionReader(member.Value, member.Path, ["migrations", "lockTimeout", .. further]);
        return new(Path.GetFullPath(change.RequiredText("migrations", "the folder of the scripts, e.g. \"migrations/4.3/expand\""), folder), LockTimeout(change));
    }

    private static List<T> Named<T>(IEnumerable<T> items, Func<T, string> name, (SectionReader Section, string Key) origin)
    {
        List<T> list = [.. items];
        return list.GroupBy(name, StringComparer.Ordinal).FirstOrDefault(same => same.Skip(1).Any()) is { } twice
            ? throw origin.Section.Complaint(origin.Key, $"two are called \"{twice.Key}\"; give one another name")
            : list;
    }
}
