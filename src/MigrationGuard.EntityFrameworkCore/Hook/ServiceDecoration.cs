using Microsoft.Extensions.DependencyInjection;

namespace MigrationGuard.EntityFrameworkCore.Hook;

/// <summary>Puts a service around the one that is registered.</summary>
internal static class ServiceDecoration
{
    /// <summary>Decorates; false where the service is not registered.</summary>
    public static bool Decorate<TService>(IServiceCollection services, Func<TService, IServiceProvider, TService> decorate)
        where TService : class
    {
        var inner = services.LastOrDefault(static service => service.ServiceType == typeof(TService));
        if (inner is null)
        {
            return false;
        }

        services.Remove(inner);
        services.Add(new ServiceDescriptor(typeof(TService), provider => decorate((TService)Create(inner, provider), provider), inner.Lifetime));
        return true;
    }

    private static object Create(ServiceDescriptor service, IServiceProvider provider) => service switch
    {
        { ImplementationInstance: { } instance } => instance,
        { ImplementationFactory: { } factory } => factory(provider),
        _ => ActivatorUtilities.CreateInstance(provider, service.ImplementationType!),
    };
}
