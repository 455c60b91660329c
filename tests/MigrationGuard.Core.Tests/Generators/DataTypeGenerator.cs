using FsCheck;
using FsCheck.Fluent;
using MigrationGuard.Operations;

namespace MigrationGuard.Tests.Generators;

/// <summary>PostgreSQL types in canonical spelling.</summary>
internal static class DataTypeGenerator
{
    private static readonly Gen<DataType> Simple = Generate.Words(
        "bigint|integer|smallint|boolean|text|uuid|jsonb|json|date|bytea|real|double precision|inet|cidr|macaddr|citext|hstore|money|xml|tsvector|name|oid"
        + "|timestamp with time zone|timestamp without time zone|time with time zone|time without time zone|interval|character varying|numeric|bit varying"
        + "|int4range|tstzrange|point|\"char\"|regclass|bpchar").Select(DataType.Of);

    private static readonly Gen<DataType> Serial = Generate.Words("serial|bigserial|smallserial").Select(DataType.Of);

    private static readonly Gen<DataType> Sized =
        from name in Generate.Words("character|character varying|bit|bit varying|vector")
        from length in Generate.Pick(1, 10, 36, 255, 2048)
        select DataType.Of(name, length);

    private static readonly Gen<DataType> Numeric =
        from precision in Gen.Choose(1, 38)
        from scale in Gen.Choose(0, 10)
        select DataType.Of("numeric", precision, scale);

    private static readonly Gen<DataType> Precise =
        from name in Generate.Words("timestamp with time zone|timestamp without time zone|time with time zone|time without time zone|interval")
        from precision in Gen.Choose(0, 6)
        select DataType.Of(name, precision);

    private static readonly Gen<DataType> Interval =
        from fields in Generate.Words("year|month|day|hour|minute|second|year to month|day to hour|day to second|minute to second")
        from precision in Generate.MaybeValue(Gen.Choose(0, 6))
        select DataType.Of("interval", precision is null || !fields.EndsWith("second", StringComparison.Ordinal) ? [] : [precision.Value]) with { Fields = fields };

    private static readonly Gen<DataType> Spatial =
        from name in Generate.Words("geometry|geography")
        from modifiers in Generate.Words("Point,4326|MultiPolygon,3857|LineStringZ")
        select DataType.Of(name) with { Modifiers = modifiers };

    private static readonly Gen<DataType> Custom =
        from name in NameGenerator.ObjectName
        select DataType.Of(name.Name) with { Schema = name.Schema };

    /// <summary>A type without dimensions that a sequence can be put behind; only in column definitions.</summary>
    public static Gen<DataType> InDefinition { get; } = Gen.Frequency((8, Gen.Constant(0)), (1, Gen.Constant(1))).SelectMany(kind => kind == 0 ? Any! : Serial);

    /// <summary>Any type but the serial ones.</summary>
    public static Gen<DataType> Any { get; } =
        from type in Gen.Frequency((6, Simple), (3, Sized), (2, Numeric), (2, Precise), (1, Interval), (1, Spatial), (2, Custom))
        from dimensions in Generate.Pick(0, 0, 0, 0, 0, 1, 2)
        select type with { ArrayDimensions = dimensions };
}
