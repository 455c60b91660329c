namespace MigrationGuard.TestKit.Routing;

/// <summary>Starts routers.</summary>
public static class RouterServers
{
    /// <summary>Starts one in front of two servers; slot blue gets the requests.</summary>
    /// <exception cref="InvalidOperationException">It is not on this machine, or does not start.</exception>
    public static IRouterServer Launch(RouterKind kind, int bluePort, int greenPort) => kind switch
    {
        RouterKind.HaProxy => HaProxyServer.Launch(bluePort, greenPort),
        RouterKind.Nginx => NginxServer.Launch(bluePort, greenPort),
        RouterKind.Caddy => CaddyServer.Launch(bluePort, greenPort),
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };
}
