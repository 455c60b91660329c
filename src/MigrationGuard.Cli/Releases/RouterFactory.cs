using MigrationGuard.Cli.Configuration.Gates.Routers;
using MigrationGuard.Gate.Routing;
using MigrationGuard.Gate.Routing.Caddy;
using MigrationGuard.Gate.Routing.Flags;
using MigrationGuard.Gate.Routing.HaProxy;
using MigrationGuard.Gate.Routing.Kubernetes;
using MigrationGuard.Gate.Routing.Nginx;

namespace MigrationGuard.Cli.Releases;

/// <summary>Makes routers of settings; the client stays the caller's.</summary>
internal sealed class RouterFactory(HttpClient client, Surroundings surroundings)
{
    /// <summary>Makes one; nothing is asked yet.</summary>
    public IRouter Create(RouterSettings router) => router switch
    {
        RouterSettings.HaProxy haproxy => new HaProxyRouter(haproxy.Settings, surroundings.Time),
        RouterSettings.Flags flags => new FlagRouter(flags.Settings, surroundings.Time),
        RouterSettings.NginxReload nginx => new NginxReloadRouter(nginx.Settings, surroundings.Time),
        RouterSettings.Caddy caddy => new CaddyRouter(caddy.Settings, surroundings.Time),
        RouterSettings.KubernetesService service => new KubernetesServiceRouter(service.Settings, surroundings.Time),
        RouterSettings.KubernetesRoute route => new HttpRouteRouter(route.Settings, surroundings.Time),
        RouterSettings.Targets targets => new TargetsRouter([.. targets.All.Select(target => new RouterTarget(target.Name, Create(target.Settings)))], targets.FrontDoor, surroundings.Time),
        RouterSettings.Exec exec => new ExecRouter(exec.Settings, surroundings.Time),
        RouterSettings.Webhook webhook => new WebhookRouter(webhook.Settings with { Variable = surroundings.Variable }, client, surroundings.Time),
        _ => throw new InvalidOperationException("The reader knows no other router."),
    };
}
