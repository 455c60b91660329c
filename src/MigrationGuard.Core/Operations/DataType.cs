using System.Globalization;
using MigrationGuard.Collections;

namespace MigrationGuard.Operations;

/// <summary>A column type in canonical spelling.</summary>
/// <param name="Name">
/// The canonical name in lower case: PostgreSQL as <c>format_type</c> prints it without modifiers (<c>integer</c>, <c>character varying</c>,
/// <c>timestamp with time zone</c>, <c>serial</c> kinds kept as written), T-SQL as documented (<c>nvarchar</c>, <c>int</c>). User types keep their name.
/// </param>
/// <param name="Arguments">Length, precision and scale; -1 stands for <c>max</c>.</param>
public sealed record DataType(string Name, EquatableList<int> Arguments)
{
    /// <summary>Schema of a user-defined type, if written.</summary>
    public string? Schema { get; init; }

    /// <summary>Number of array dimensions (PostgreSQL).</summary>
    public int ArrayDimensions { get; init; }

    /// <summary>Interval fields (<c>day to second</c>), if written.</summary>
    public string? Fields { get; init; }

    /// <summary>Modifiers that are not all numbers, as written without parentheses (PostGIS <c>Point,4326</c>); <see cref="Arguments"/> is then empty.</summary>
    public string? Modifiers { get; init; }

    /// <summary>Whether it stands for an integer with a sequence of its own (PostgreSQL).</summary>
    public bool IsSerial => Schema is null && ArrayDimensions == 0 && Name is "serial" or "bigserial" or "smallserial" or "serial2" or "serial4" or "serial8";

    /// <summary>The type that the column really gets: an integer for the serial kinds, itself otherwise.</summary>
    public DataType WithoutSequence => !IsSerial ? this : Of(Name switch
    {
        "bigserial" or "serial8" => "bigint",
        "smallserial" or "serial2" => "smallint",
        _ => "integer",
    });

    /// <summary>A type without modifiers.</summary>
    public static DataType Of(string name) => new(name, EquatableList<int>.Empty);

    /// <summary>A type with length, or precision and scale.</summary>
    public static DataType Of(string name, params int[] arguments) => new(name, arguments);

    /// <summary>The type as a user would write it.</summary>
    public override string ToString()
    {
        var name = Schema is null ? Name : Schema + "." + Name;
        var text = Fields is null ? name : name + " " + Fields;
        if (Arguments.Count > 0)
        {
            var arguments = string.Join(",", Arguments.Select(a => a < 0 ? "max" : a.ToString(CultureInfo.InvariantCulture)));
            text = text switch
            {
                _ when text.StartsWith("timestamp ", StringComparison.Ordinal) => $"timestamp({arguments}){text.Substring("timestamp".Length)}",
                _ when text.StartsWith("time ", StringComparison.Ordinal) => $"time({arguments}){text.Substring("time".Length)}",
                _ => $"{text}({arguments})",
            };
        }

        if (Modifiers is not null)
        {
            text += "(" + Modifiers + ")";
        }

        for (var i = 0; i < ArrayDimensions; i++)
        {
            text += "[]";
        }

        return text;
    }
}
