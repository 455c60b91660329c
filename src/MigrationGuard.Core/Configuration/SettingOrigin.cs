using MigrationGuard.Migrations;

namespace MigrationGuard.Configuration;

/// <summary>Where a value was set: a place in a file, or an option or variable.</summary>
public readonly record struct SettingOrigin
{
    private readonly string? _name;

    private SettingOrigin(string? name, SourceSpan? place) => (_name, Place) = (name, place);

    /// <summary>The place in a file; null for options and variables.</summary>
    public SourceSpan? Place { get; }

    /// <summary>An option or variable.</summary>
    public static implicit operator SettingOrigin(string name) => new(name, null);

    /// <summary>A place in a file.</summary>
    public static implicit operator SettingOrigin(SourceSpan place) => new(null, place);

    /// <summary>As people read it: <c>path(line,column)</c>, or the name of the option or variable.</summary>
    public override string ToString() => Place?.ToString() ?? _name ?? "";
}
