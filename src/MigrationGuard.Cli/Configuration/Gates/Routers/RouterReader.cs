using MigrationGuard.Configuration;
using MigrationGuard.Gate.Routing;

namespace MigrationGuard.Cli.Configuration.Gates.Routers;

/// <summary>Reads <c>gate.router</c>.</summary>
internal static class RouterReader
{
    private static readonly (string Word, (IReadOnlyList<string> Keys, Func<SectionReader, RouterPlace, RouterSettings> Read) Value)[] Kinds =
    [
        ("haproxy", (HaProxyReader.Keys, HaProxyReader.Read)),
        ("nginx", (NginxReader.Keys, NginxReader.Read)),
        ("caddy", (CaddyReader.Keys, CaddyReader.Read)),
        ("kubernetes", (KubernetesReader.Keys, KubernetesReader.Read)),
        ("targets", (TargetsReader.Keys, TargetsReader.Read)),
        ("exec", (ExecReader.Keys, ExecReader.Read)),
        ("webhook", (WebhookReader.Keys, (router, _) => WebhookReader.Read(router))),
    ];

    private static readonly string[] Common = ["kind", "frontDoor", "frontDoorTimeout", "releaseHeader", "timeout"];

    /// <summary>The settings of a router.</summary>
    /// <exception cref="UsageException">It says something that cannot be.</exception>
    public static RouterSettings Read((PlacedJson Value, string Path) member, RouterPlace place)
    {
        // Which keys are known depends on the kind.
        var any = new SectionReader(member.Value, member.Path);
        _ = any.RequiredText("kind", Words.List(Kinds.Select(kind => kind.Word)));
        var (keys, read) = any.Word("kind", Kinds, Kinds[0].Value);
        return read(new(member.Value, member.Path, [.. Common, .. keys]), place);
    }

    /// <summary>Where users come in.</summary>
    public static FrontDoorSettings FrontDoor(SectionReader router)
    {
        var door = new FrontDoorSettings(router.Address("frontDoor", "where users come in, e.g. \"http://127.0.0.1:8080/version\""));
        return door with { ReleaseHeader = router.Text("releaseHeader") ?? door.ReleaseHeader, Timeout = router.Duration("frontDoorTimeout", door.Timeout) };
    }
}
