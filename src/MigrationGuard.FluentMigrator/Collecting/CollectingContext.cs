using System.Reflection;
using FluentMigrator;
using FluentMigrator.Expressions;
using FluentMigrator.Infrastructure;

namespace MigrationGuard.FluentMigrator.Collecting;

/// <summary>The context in which a migration says what it does. A proxy, because the interface has other members in each major version; those answer null.</summary>
internal class CollectingContext : DispatchProxy
{
    private IServiceProvider _services = null!;
    private IQuerySchema _schema = null!;
    private string? _connection;
    private ICollection<IMigrationExpression> _expressions = new List<IMigrationExpression>();

    public static IMigrationContext Create(IServiceProvider services, IQuerySchema schema, string? connection)
    {
        var context = Create<IMigrationContext, CollectingContext>();
        var proxy = (CollectingContext)(object)context;
        (proxy._services, proxy._schema, proxy._connection) = (services, schema, connection);
        return context;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        switch (targetMethod!.Name, args)
        {
            case ("get_" + nameof(IMigrationContext.Expressions), _):
                return _expressions;
            case ("set_" + nameof(IMigrationContext.Expressions), [ICollection<IMigrationExpression> expressions]):
                _expressions = expressions;
                return null;
            case ("get_" + nameof(IMigrationContext.QuerySchema), _):
                return _schema;
            case ("get_" + nameof(IMigrationContext.ServiceProvider), _):
                return _services;
            case ("get_" + nameof(IMigrationContext.Connection), _):
                return _connection;
            case ("set_" + nameof(IMigrationContext.Connection), [var connection]):
                _connection = (string?)connection;
                return null;
            default:
                return null;
        }
    }
}
