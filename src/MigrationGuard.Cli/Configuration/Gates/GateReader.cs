namespace MigrationGuard.Cli.Configuration.Gates;

/// <summary>Reads the section <c>gate</c>.</summary>
internal static class GateReader
{
    private const string SlotExample = "{ \"blue\": { \"url\": \"http://127.0.0.1:5101\", \"applicationName\": \"shop-blue\" }, \"green\": { … } }";

    /// <summary>The keys of the section.</summary>
    public static IReadOnlyList<string> Keys { get; } = ["service", "mode", "policy", "slots", "router", "expand", "contract", "suites", "probes", "bake", "stateFolder"];

    /// <summary>The settings of a section; relative paths are relative to the folder.</summary>
    /// <exception cref="UsageException">It says something that cannot be.</exception>
    public static GateSettings Read(PlacedJson value, string folder)
    {
        var section = new SectionReader(value, "gate", [.. Keys]);
        var slots = Slots(section);
        var suites = Named(section.Items("suites").Select(Suite), suite => suite.Name, (section, "suites"));
        var probes = Named(section.Items("probes").Select(Probe), probe => probe.Name, (section, "probes"));
        var settings = new GateSettings
        {
            Origin = value.Place,
            Folder = folder,
            Service = section.Text("service"),
            Slots = slots,
            Router = RouterReader.Read(section.Required("router", "{ \"kind\": \"haproxy\", … }"), slots),
            Expand = section.Member("expand") is { } expand ? Change(expand, folder) : null,
            Contract = section.Member("contract") is { } contract ? Scripts(contract, folder) : null,
            Suites = suites,
            Probes = probes,
            Bake = Bake(section, probes),
            StateFolder = Path.GetFullPath(section.Text("stateFolder") ?? ".migrationguard", folder),
            Policy = new(),
        };
        return settings with { Policy = PolicyReader.Read(section, settings.EvidenceKinds) };
    }

    private static List<SlotSettings> Slots(SectionReader section)
    {
        var (value, path) = section.Required("slots", SlotExample);
        var reader = new SectionReader(value, path);
        return reader.Names.Count >= 2
            ? [.. reader.Names.Select(name => Slot(name, reader.Member(name)!.Value))]
            : throw section.Complaint("slots", $"a release needs two; write {SlotExample}");
    }

    private static SlotSettings Slot(string name, (PlacedJson Value, string Path) member)
    {
        var slot = new SectionReader(member.Value, member.Path, "url", "applicationName");
        return new(name, slot.Address("url", "e.g. \"http://127.0.0.1:5101\""), slot.RequiredText("applicationName", "the application_name of its database sessions, e.g. \"shop-{version}\""));
    }

    private static SuiteSettings Suite((PlacedJson Value, string Path) item)
    {
        var suite = new SectionReader(item.Value, item.Path, "name", "command", "results", "timeout");
        return new(
            suite.RequiredText("name", "e.g. \"checkout\""),
            suite.RequiredText("command", "what a shell runs, e.g. \"dotnet test tests/Checkout --logger trx --results-directory results\""),
            suite.RequiredText("results", "where JUnit or TRX files lie afterwards, e.g. \"results/*.trx\""),
            suite.Duration("timeout", TimeSpan.FromMinutes(10)));
    }

    private static ProbeSettings Probe((PlacedJson Value, string Path) item)
    {
        var probe = new SectionReader(item.Value, item.Path, "name", "path", "status");
        var path = probe.RequiredText("path", "e.g. \"/orders/1\"");
        var status = probe.Number("status", 200);
        return !path.StartsWith('/') ? throw probe.Complaint("path", $"\"{path}\" does not begin at the root; write \"/{path}\"")
            : status is < 100 or > 599 ? throw probe.Complaint("status", "is no status of HTTP; write e.g. 200")
            : new(probe.RequiredText("name", "e.g. \"orders\""), path, status);
    }

    private static SchemaChangeSettings Change((PlacedJson Value, string Path) member, string folder)
    {
        if (new SectionReader(member.Value, member.Path, "migrations", "lockTimeout", "command") is not { } change || !change.Has("command"))
        {
            return Scripts(member, folder);
        }

        return change.Has("migrations") || change.Has("lockTimeout")
            ? throw change.Complaint("command", "migrations and lockTimeout are not used when a command changes the schema; remove them, or the command")
            : new SchemaChangeSettings.Command(change.RequiredText("command", "e.g. \"dotnet run --project Migrator\""));
    }

    private static SchemaChangeSettings.Scripts Scripts((PlacedJson Value, string Path) member, string folder)
    {
        var change = new SectionReader(member.Value, member.Path, "migrations", "lockTimeout");
        var timeout = change.Duration("lockTimeout", TimeSpan.FromSeconds(2));
        return timeout > TimeSpan.Zero
            ? new(Path.GetFullPath(change.RequiredText("migrations", "the folder of the scripts, e.g. \"migrations/4.3/expand\""), folder), timeout)
            : throw change.Complaint("lockTimeout", "no time means to wait for locks without end; write e.g. \"2s\"");
    }

    private static BakeSettings Bake(SectionReader section, IReadOnlyList<ProbeSettings> probes)
    {
        string[] names = [.. probes.Select(probe => probe.Name)];
        if (section.Member("bake") is not { } member)
        {
            return new(names, BakeSettings.SchemaErrors);
        }

        var bake = new SectionReader(member.Value, member.Path, "probes", "databaseErrors");
        var chosen = bake.Texts("probes", "[\"orders\"]") ?? names;
        var errors = bake.Texts("databaseErrors", "[\"42703\"]") ?? BakeSettings.SchemaErrors;
        return chosen.FirstOrDefault(name => !names.Contains(name, StringComparer.Ordinal)) is { } missing
                ? throw bake.Complaint("probes", $"there is no probe \"{missing}\"{(names.Length == 0 ? "; write it into gate.probes" : $"; write {Words.List(names)}")}")
            : errors.FirstOrDefault(code => code.Length != 5 || !code.All(char.IsAsciiLetterOrDigit)) is { } wrong
                ? throw bake.Complaint("databaseErrors", $"\"{wrong}\" is no SQLSTATE; write five letters and digits, e.g. \"42703\"")
            : new(chosen, errors);
    }

    private static List<T> Named<T>(IEnumerable<T> items, Func<T, string> name, (SectionReader Section, string Key) origin)
    {
        List<T> list = [.. items];
        return list.GroupBy(name, StringComparer.Ordinal).FirstOrDefault(same => same.Skip(1).Any()) is { } twice
            ? throw origin.Section.Complaint(origin.Key, $"two are called \"{twice.Key}\"; give one another name")
            : list;
    }
}
