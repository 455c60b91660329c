namespace MigrationGuard.Cli.Configuration.Gates;

/// <summary>Reads <c>gate.router</c>.</summary>
internal static class RouterReader
{
    private static readonly (string Word, string Value)[] Kinds = [("haproxy", "haproxy"), ("exec", "exec"), ("webhook", "webhook")];

    private static readonly string[] Common = ["kind", "frontDoor", "releaseHeader"];

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>The settings of a router.</summary>
    /// <exception cref="UsageException">It says something that cannot be.</exception>
    public static RouterSettings Read((PlacedJson Value, string Path) member, IReadOnlyList<SlotSettings> slots)
    {
        // Which keys are known depends on the kind.
        var any = new SectionReader(member.Value, member.Path);
        _ = any.RequiredText("kind", Words.List(Kinds.Select(kind => kind.Word)));
        return any.Word("kind", Kinds, "") switch
        {
            "haproxy" => HaProxy(new(member.Value, member.Path, [.. Common, "socket", "map", "key", "backends"]), slots),
            "exec" => Exec(new(member.Value, member.Path, [.. Common, "observe", "apply", "drain", "timeout"])),
            _ => Webhook(new(member.Value, member.Path, [.. Common, "url", "secretVariable", "timeout"])),
        };
    }

    private static RouterSettings.HaProxy HaProxy(SectionReader router, IReadOnlyList<SlotSettings> slots)
    {
        var (value, path) = router.Required("backends", "{ \"blue\": \"be_blue\", \"green\": \"be_green\" }");
        var backends = new SectionReader(value, path, [.. slots.Select(slot => slot.Name)]);
        var names = slots.ToDictionary(slot => slot.Name, slot => backends.RequiredText(slot.Name, "the name of its backend in haproxy.cfg"), StringComparer.Ordinal);
        return names.Values.Distinct(StringComparer.Ordinal).Count() < names.Count
            ? throw router.Complaint("backends", "two slots have the same backend; a switch between them would change nothing")
            : new(router.RequiredText("socket", "e.g. \"/run/haproxy/admin.sock\""), router.RequiredText("map", "e.g. \"/etc/haproxy/shop.map\""), router.RequiredText("key", "the key in the map, e.g. \"shop\""), names)
            {
                FrontDoor = FrontDoor(router),
                ReleaseHeader = Header(router),
            };
    }

    private static RouterSettings.Exec Exec(SectionReader router) => new(
        router.RequiredText("observe", "a command that says where the traffic goes"),
        router.RequiredText("apply", "a command that sends it to a slot"),
        router.Text("drain"),
        router.Duration("timeout", Patience))
    {
        FrontDoor = FrontDoor(router),
        ReleaseHeader = Header(router),
    };

    private static RouterSettings.Webhook Webhook(SectionReader router) => new(
        router.Address("url", "e.g. \"https://router.example/shop\""), Variable(router), router.Duration("timeout", Patience))
    {
        FrontDoor = FrontDoor(router),
        ReleaseHeader = Header(router),
    };

    private static Uri FrontDoor(SectionReader router) => router.Address("frontDoor", "where users come in, e.g. \"http://127.0.0.1:8080/version\"");

    private static string Header(SectionReader router) => router.Text("releaseHeader") ?? "X-Release";

    // What is no name of a variable is probably the secret itself: it is not repeated.
    private static string? Variable(SectionReader router) => router.Text("secretVariable") switch
    {
        null => null,
        var name when name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter == '_') && !char.IsAsciiDigit(name[0]) => name,
        _ => throw router.Complaint("secretVariable", "is not the name of an environment variable; a secret does not belong into the file, write e.g. \"ROUTER_SECRET\""),
    };
}
