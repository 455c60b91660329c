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

    /// <summary>Whether the expression calls a function that can do anything: not one of the product's own, and neither STABLE nor IMMUTABLE.</summary>
    public bool CallsOwnCode(SqlExpression expression, SimulationState before)
    {
        foreach (var function in expression.Functions)
        {
            if (Routine(Split(function), before) is { } routine ? routine.Volatility is not ("immutable" or "stable") : !_byName.ContainsKey(Known(function)))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The first function that is neither in the table nor known to the history; null when there is none.</summary>
    public string? Unknown(SqlExpression expression, SimulationState before)
    {
        foreach (var function in expression.Functions)
        {
            if (Routine(Split(function), before) is null && !_byName.ContainsKey(Known(function)))
            {
                return function;
            }
        }

        return null;
    }

    private Volatility Of(string function, SimulationState before)
    {
        if (Routine(Split(function), before) is { } routine)
        {
            return routine.Volatility switch
            {
                "immutable" => Volatility.Immutable,
                "stable" => Volatility.Stable,
                _ => Volatility.Volatile,
            };
        }

        return _byName.TryGetValue(Known(function), out var volatility) ? volatility : Volatility.Unknown;
    }

    private static CreateRoutine? Routine(ObjectName name, SimulationState before) => before.Schema.FindObject(ObjectKind.Routine, name)?.Routine;

    private string Known(string function)
        => function.StartsWith(_systemSchema, StringComparison.OrdinalIgnoreCase) ? function.Substring(_systemSchema.Length) : Split(function).Name;

    private static ObjectName Split(string function)
    {
        var dot = function.LastIndexOf('.');
        return dot < 0 ? new ObjectName(null, function) : new ObjectName(function.Substring(0, dot), function.Substring(dot + 1));
    }

    private void Add(string names, Volatility volatility)
    {
        foreach (var name in names.Split([' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries))
        {
            _byName[name] = volatility;
        }
    }
}
