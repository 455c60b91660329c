using MigrationGuard.Operations;
using MigrationGuard.Simulation;

namespace MigrationGuard.Databases;

/// <summary>The volatility of the functions of one product: its own by table, the user's by the simulated schema.</summary>
internal sealed class FunctionVolatility
{
    private readonly Dictionary<string, Volatility> _byName = new(StringComparer.OrdinalIgnoreCase);
    private readonly string _systemSchema;

    /// <summary>Names separated by blanks, by volatility.</summary>
    public FunctionVolatility(string systemSchema, string @volatile, string stable, string immutable)
    {
        _systemSchema = systemSchema + ".";
        Add(immutable, Volatility.Immutable);
        Add(stable, Volatility.Stable);
        Add(@volatile, Volatility.Volatile);
    }

    /// <summary>The functions of the table.</summary>
    public IReadOnlyDictionary<string, Volatility> ByName => _byName;

    /// <summary>The most volatile function of the expression.</summary>
    public Volatility Of(SqlExpression expression, SimulationState before)
    {
        var most = Volatility.Immutable;
        foreach (var function in expression.Functions)
        {
            var found = Of(function, before);
            most = found > most ? found : most;
        }

        return most;
    }

    private Volatility Of(string function, SimulationState before)
    {
        var dot = function.LastIndexOf('.');
        var name = dot < 0 ? new ObjectName(null, function) : new ObjectName(function.Substring(0, dot), function.Substring(dot + 1));
        if (before.Schema.FindObject(ObjectKind.Routine, name)?.Routine is { } routine)
        {
            return routine.Volatility switch
            {
                "immutable" => Volatility.Immutable,
                "stable" => Volatility.Stable,
                _ => Volatility.Volatile,
            };
        }

        var known = function.StartsWith(_systemSchema, StringComparison.OrdinalIgnoreCase) ? function.Substring(_systemSchema.Length) : name.Name;
        return _byName.TryGetValue(known, out var volatility) ? volatility : Volatility.Unknown;
    }

    private void Add(string names, Volatility volatility)
    {
        foreach (var name in names.Split([' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries))
        {
            _byName[name] = volatility;
        }
    }
}
