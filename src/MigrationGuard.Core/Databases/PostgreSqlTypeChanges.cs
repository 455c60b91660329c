using MigrationGuard.Operations;
using MigrationGuard.Simulation;

namespace MigrationGuard.Databases;

/// <summary>
/// The matrix of type changes: rows of pairs whose values are stored alike, then the lengths and precisions. Every pair of built-in types is
/// compared with what servers do by a test.
/// </summary>
internal static class PostgreSqlTypeChanges
{
    // Casts WITHOUT FUNCTION (pg_cast.castmethod = 'b'); Reindex where the new type's default operator class is another one.
    private static readonly (string From, string To, TypeChangeCost Cost)[] StoredAlike =
    [
        ("character varying", "text", TypeChangeCost.Metadata),
        ("text", "character varying", TypeChangeCost.Metadata),
        ("cidr", "inet", TypeChangeCost.Metadata),
        ("xml", "text", TypeChangeCost.Metadata),
        ("xml", "character varying", TypeChangeCost.Metadata),
        ("bit", "bit varying", TypeChangeCost.Reindex),
        ("integer", "oid", TypeChangeCost.Reindex),
        ("oid", "integer", TypeChangeCost.Reindex),
        ("integer", "regclass", TypeChangeCost.Reindex),
        ("regclass", "integer", TypeChangeCost.Reindex),
        ("oid", "regclass", TypeChangeCost.Metadata),
        ("regclass", "oid", TypeChangeCost.Metadata),
        ("citext", "text", TypeChangeCost.Reindex),
        ("citext", "character varying", TypeChangeCost.Reindex),
        ("text", "citext", TypeChangeCost.Reindex),
        ("character varying", "citext", TypeChangeCost.Reindex),
        ("timestamp without time zone", "timestamp with time zone", TypeChangeCost.Reindex),
        ("timestamp with time zone", "timestamp without time zone", TypeChangeCost.Reindex),
    ];

    private static readonly TypeChange Unknown = Answer(TypeChangeCost.Unknown, TypeChangeFit.Unknown);

    public static TypeChange Of(AlterColumnType alter, SimulationState before)
    {
        if (before.Column(alter.Of, alter.Column) is not { Type: { } old } column)
        {
            return Unknown;
        }

        var fit = PostgreSqlTypeFit.Of(old, alter.Type, before);
        if ((alter.Type != old && before.IsConstrainedDomain(alter.Type)) || (alter.Using is { } expression && !IsPlain(expression, alter)))
        {
            return Answer(TypeChangeCost.Rewrite, fit);
        }

        var cost = CostOf(Base(old, before), Base(alter.Type, before), before.Settings["timezone"]);
        if (cost == TypeChangeCost.Metadata && Collates(alter, column.Collation))
        {
            cost = TypeChangeCost.Reindex;
        }

        return Answer(cost == TypeChangeCost.Reindex && !before.MayBeIndexed(alter.Of, alter.Column) ? TypeChangeCost.Metadata : cost, fit);
    }

    private static TypeChangeCost CostOf(DataType old, DataType @new, string? timeZone)
    {
        if (old.ArrayDimensions > 0 || @new.ArrayDimensions > 0)
        {
            return old.ArrayDimensions > 0 && @new.ArrayDimensions > 0 && SameName(old, @new) && (SameModifiers(old, @new) || HasNoModifiers(@new))
                ? TypeChangeCost.Metadata
                : TypeChangeCost.Rewrite;
        }

        if (SameName(old, @new))
        {
            return KeepsModifiers(old, @new) ? TypeChangeCost.Metadata : TypeChangeCost.Rewrite;
        }

        var cost = AlikeOf(old.Name, @new.Name);
        return cost == TypeChangeCost.Rewrite || !FitsInto(@new) || (IsTimestamp(old) && IsTimestamp(@new) && !IsUtc(timeZone))
            ? TypeChangeCost.Rewrite
            : cost;
    }

    private static TypeChangeCost AlikeOf(string old, string @new)
    {
        foreach (var row in StoredAlike)
        {
            if (row.From == old && row.To == @new)
            {
                return row.Cost;
            }
        }

        return TypeChangeCost.Rewrite;
    }

    /// <summary>Whether the modifiers of the same type only grow.</summary>
    private static bool KeepsModifiers(DataType old, DataType @new)
    {
        if (SameModifiers(old, @new))
        {
            return true;
        }

        return @new.Name switch
        {
            "character varying" or "bit varying" => Grows(old, @new),
            "numeric" => @new.Arguments.Count == 0 || (old.Arguments.Count > 0 && Scale(old) == Scale(@new) && old.Arguments[0] <= @new.Arguments[0]),
            "interval" => IntervalKeeps(old, @new),
            _ when PostgreSqlTypes.IsTimeLike(@new.Name) => Precision(old) <= Precision(@new),
            "character" or "bit" => Length(old) == Length(@new),
            _ => HasNoModifiers(@new),
        };
    }

    private static bool SameName(DataType old, DataType @new) => old.Name == @new.Name && old.Schema == @new.Schema;

    private static bool SameModifiers(DataType old, DataType @new) => old.Arguments == @new.Arguments && old.Fields == @new.Fields && old.Modifiers == @new.Modifiers;

    private static bool HasNoModifiers(DataType type) => type is { Arguments.Count: 0, Fields: null, Modifiers: null };

    /// <summary>Whether the length or precision of another type leaves every value as it is.</summary>
    private static bool FitsInto(DataType @new)
        => @new.Arguments.Count == 0 || (IsTimestamp(@new) && @new.Arguments[0] >= 6);

    private static bool Grows(DataType old, DataType @new)
        => @new.Arguments.Count == 0 || (old.Arguments.Count > 0 && old.Arguments[0] <= @new.Arguments[0]);

    // Only the smallest field matters, and precision only where it is the second (interval_support in src/backend/utils/adt/timestamp.c).
    private static bool IntervalKeeps(DataType old, DataType @new)
        => SmallestField(@new) <= SmallestField(old) && (SmallestField(old) > 0 || Precision(old) <= Precision(@new));

    private static int SmallestField(DataType type)
    {
        var fields = type.Fields ?? "second";
        return Array.FindIndex(["second", "minute", "hour", "day", "month", "year"], f => fields.EndsWith(f, StringComparison.OrdinalIgnoreCase));
    }

    private static int Length(DataType type) => type.Arguments.Count > 0 ? type.Arguments[0] : 1;

    private static int Scale(DataType type) => type.Arguments.Count > 1 ? type.Arguments[1] : 0;

    private static int Precision(DataType type) => type.Arguments.Count > 0 ? Math.Min(type.Arguments[0], 6) : 6;

    private static bool IsTimestamp(DataType type) => type.Name is "timestamp without time zone" or "timestamp with time zone";

    // https://www.postgresql.org/docs/12/release-12.html: no rewrite when the session's time zone is UTC; the session's default is not known here.
    private static bool IsUtc(string? timeZone) => timeZone?.ToUpperInvariant() is "UTC" or "GMT" or "ETC/UTC" or "UCT" or "ZULU" or "UNIVERSAL" or "0";

    private static bool Collates(AlterColumnType alter, string? old)
        => PostgreSqlTypes.IsString(alter.Type.Name) && !string.Equals(alter.Collation, old, StringComparison.Ordinal);

    internal static bool IsPlain(SqlExpression expression, AlterColumnType alter)
    {
        var text = expression.Text.Replace("\"", "").Replace("(", "").Replace(")", "");
        var cast = text.IndexOf("::", StringComparison.Ordinal);
        return expression.Functions.Count == 0
            && string.Equals((cast < 0 ? text : text.Substring(0, cast)).Trim(), alter.Column, StringComparison.OrdinalIgnoreCase)
            && (cast < 0 || text.IndexOf("::", cast + 2, StringComparison.Ordinal) < 0);
    }

    private static DataType Base(DataType type, SimulationState before)
    {
        for (var depth = 0; depth < 16 && before.Domain(type) is { } domain; depth++)
        {
            type = domain.Type;
        }

        return type;
    }

    private static TypeChange Answer(TypeChangeCost cost, TypeChangeFit fit) => new(cost, fit, PostgreSqlFacts.Rows.Measured, Confidence.Measured);
}
