namespace MigrationGuard.Cli.Configuration;

/// <summary>A value of a JSON file with its place, for messages about it.</summary>
/// <param name="Place">The place: <c>path(line,column)</c>.</param>
internal abstract record PlacedJson(string Place)
{
    /// <summary>What it is, for messages.</summary>
    public abstract string Kind { get; }
}

/// <summary>A string.</summary>
internal sealed record PlacedString(string Place, string Value) : PlacedJson(Place)
{
    /// <inheritdoc />
    public override string Kind => $"the string \"{Value}\"";
}

/// <summary>A number.</summary>
internal sealed record PlacedNumber(string Place, double Value) : PlacedJson(Place)
{
    /// <inheritdoc />
    public override string Kind => FormattableString.Invariant($"the number {Value}");
}

/// <summary>true or false.</summary>
internal sealed record PlacedBoolean(string Place, bool Value) : PlacedJson(Place)
{
    /// <inheritdoc />
    public override string Kind => Value ? "true" : "false";
}

/// <summary>null.</summary>
internal sealed record PlacedNull(string Place) : PlacedJson(Place)
{
    /// <inheritdoc />
    public override string Kind => "null";
}

/// <summary>An array.</summary>
internal sealed record PlacedArray(string Place, IReadOnlyList<PlacedJson> Items) : PlacedJson(Place)
{
    /// <inheritdoc />
    public override string Kind => "an array";
}

/// <summary>An object; its members in the order of the file.</summary>
internal sealed record PlacedObject(string Place, IReadOnlyList<PlacedMember> Members) : PlacedJson(Place)
{
    /// <inheritdoc />
    public override string Kind => "an object";
}

/// <summary>A member of an object and the place of its name.</summary>
internal sealed record PlacedMember(string Place, string Name, PlacedJson Value);
