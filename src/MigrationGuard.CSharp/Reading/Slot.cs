namespace MigrationGuard.CSharp.Reading;

/// <summary>A variable, or an object that can be changed: what it stands for now.</summary>
internal sealed class Slot(string? name, Value value)
{
    /// <summary>The name of the variable; null for an object.</summary>
    public string? Name => name;

    /// <summary>What it stands for.</summary>
    public Value Value { get; set; } = value;

    /// <summary>Whether somebody who is not followed may change it at any time.</summary>
    public bool IsLost { get; set; }
}
