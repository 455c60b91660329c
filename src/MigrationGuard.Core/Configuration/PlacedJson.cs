using MigrationGuard.Migrations;

namespace MigrationGuard.Configuration;

/// <summary>A value of a JSON file with its place, for messages about it.</summary>
/// <param name="Place">Its first character to its last; of an array or object only the bracket.</param>
public abstract record PlacedJson(SourceSpan Place)
{
    /// <summary>What it is, for messages.</summary>
    public abstract string Kind { get; }
}

/// <summary>A string.</summary>
public sealed record PlacedString(SourceSpan Place, string Value) : PlacedJson(Place)
{
    /// <inheritdoc />
    public override string Kind => $"the string \"{Value}\"";
}

/// <summary>A number.</summary>
public sealed record PlacedNumber(SourceSpan Place, double Value) : PlacedJson(Place)
{
    /// <inheritdoc />
    public override string Kind => FormattableString.Invariant($"the number {Value}");
}

/// <summary>true or false.</summary>
public sealed record PlacedBoolean(SourceSpan Place, bool Value) : PlacedJson(Place)
{
    /// <inheritdoc />
    public override string Kind => Value ? "true" : "false";
}

/// <summary>null.</summary>
public sealed record PlacedNull(SourceSpan Place) : PlacedJson(Place)
{
    /// <inheritdoc />
    public override string Kind => "null";
}

/// <summary>An array.</summary>
public sealed record PlacedArray(SourceSpan Place, IReadOnlyList<PlacedJson> Items) : PlacedJson(Place)
{
    /// <inheritdoc />
    public override string Kind => "an array";
}

/// <summary>An object; its members in the order of the file.</summary>
public sealed record PlacedObject(SourceSpan Place, IReadOnlyList<PlacedMember> Members) : PlacedJson(Place)
{
    /// <inheritdoc />
    public override string Kind => "an object";
}

/// <summary>A member of an object and the place of its name.</summary>
public sealed record PlacedMember(SourceSpan Place, string Name, PlacedJson Value);
