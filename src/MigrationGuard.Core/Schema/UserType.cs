using MigrationGuard.Collections;
using MigrationGuard.Operations;

namespace MigrationGuard.Schema;

/// <summary>An enum, a domain or another user-defined type.</summary>
/// <param name="Name">The name.</param>
/// <param name="Origin">When it was created.</param>
public sealed record UserType(ObjectName Name, Origin Origin)
{
    /// <summary>Whether it is there.</summary>
    public Existence Existence { get; init; } = Existence.Exists;

    /// <summary>The values of an enum with the time at which each was added; empty for other types.</summary>
    public EquatableList<EnumValue> Values { get; init; }

    /// <summary>Whether it is an enum.</summary>
    public bool IsEnum { get; init; }

    /// <summary>Whether <see cref="Values"/> are all of them.</summary>
    public bool Complete { get; init; }

    /// <summary>The domain as it was written.</summary>
    public CreateDomain? Domain { get; init; }
}

/// <summary>A value of an enum.</summary>
/// <param name="Name">The value.</param>
/// <param name="Origin">When it was added.</param>
public sealed record EnumValue(string Name, Origin Origin);
