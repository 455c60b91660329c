using MigrationGuard.Operations;
using MigrationGuard.Simulation;

namespace MigrationGuard.Databases;

/// <summary>How the values of one PostgreSQL type fit another.</summary>
internal static class PostgreSqlTypeFit
{
    public static TypeChangeFit Of(DataType old, DataType @new, SimulationState before)
    {
        if (old == @new)
        {
            return TypeChangeFit.Same;
        }

        if (before.Domain(@new) is { } narrower)
        {
            var inner = Of(old, narrower.Type, before);
            return before.IsConstrainedDomain(@new) && inner != TypeChangeFit.Converts ? TypeChangeFit.Narrows : inner;
        }

        if (before.Domain(old) is { } domain)
        {
            var outer = Of(domain.Type, @new, before);
            return outer == TypeChangeFit.Same ? TypeChangeFit.Widens : outer;
        }

        if (old.ArrayDimensions > 0 || @new.ArrayDimensions > 0)
        {
            return old.ArrayDimensions > 0 && @new.ArrayDimensions > 0
                ? Of(old with { ArrayDimensions = 0 }, @new with { ArrayDimensions = 0 }, before)
                : TypeChangeFit.Converts;
        }

        return OfBuiltIn(old, @new);
    }

    /// <summary>The same for types that are no domains; of arrays, how their elements fit.</summary>
    public static TypeChangeFit OfBuiltIn(DataType old, DataType @new)
        => old.Name == @new.Name && old.Schema == @new.Schema ? OfModifiers(old, @new) : OfNames(old, @new);

    private static TypeChangeFit OfModifiers(DataType old, DataType @new) => old.Name switch
    {
        "numeric" => Digits(old, @new),
        "character" => Compare(Argument(old, 1), Argument(@new, 1)),
        "bit" => TypeChangeFit.Converts,
        "interval" when old.Fields != @new.Fields => @new.Fields is null ? TypeChangeFit.Widens : TypeChangeFit.Narrows,
        _ when PostgreSqlTypes.IsTimeLike(old.Name) => Compare(Argument(old, 6), Argument(@new, 6)),
        _ => Compare(Argument(old, int.MaxValue), Argument(@new, int.MaxValue)),
    };

    private static TypeChangeFit OfNames(DataType old, DataType @new)
    {
        var (from, to) = (PostgreSqlTypes.IntegerSize(old.Name), PostgreSqlTypes.IntegerSize(@new.Name));
        if (from >= 0 && to >= 0)
        {
            return from < to ? TypeChangeFit.Widens : TypeChangeFit.Narrows;
        }

        return (old.Name, @new.Name) switch
        {
            ("character varying" or "text", "character varying" or "text") => Compare(Argument(old, int.MaxValue), Argument(@new, int.MaxValue)),
            ("real", "double precision") or ("cidr", "inet") or ("bit", "bit varying") => TypeChangeFit.Widens,
            ("double precision", "real") or ("inet", "cidr") => TypeChangeFit.Narrows,
            ("numeric" or "real" or "double precision", "smallint" or "integer" or "bigint") => TypeChangeFit.Narrows,
            _ => TypeChangeFit.Converts,
        };
    }

    private static TypeChangeFit Digits(DataType old, DataType @new)
    {
        if (@new.Arguments.Count == 0)
        {
            return TypeChangeFit.Widens;
        }

        if (old.Arguments.Count == 0)
        {
            return TypeChangeFit.Narrows;
        }

        var (oldScale, newScale) = (old.Arguments.Count > 1 ? old.Arguments[1] : 0, @new.Arguments.Count > 1 ? @new.Arguments[1] : 0);
        return newScale >= oldScale && @new.Arguments[0] - newScale >= old.Arguments[0] - oldScale ? TypeChangeFit.Widens : TypeChangeFit.Narrows;
    }

    private static TypeChangeFit Compare(int old, int @new) => old == @new ? TypeChangeFit.Same : old < @new ? TypeChangeFit.Widens : TypeChangeFit.Narrows;

    private static int Argument(DataType type, int none) => type.Arguments.Count > 0 ? type.Arguments[0] : none;
}
