using System.Globalization;
using MigrationGuard.CSharp.Reading;

namespace MigrationGuard.CSharp.FluentMigrator;

/// <summary>The length or precision of a type.</summary>
/// <param name="Number">The number, when it is known.</param>
/// <param name="Text">What is written.</param>
internal readonly record struct ColumnSize(long? Number, string Text)
{
    /// <summary>The size that a link says; null when it says none.</summary>
    public static ColumnSize? Of(Link link) => (link.Arguments.Of("size", 0) ?? link.Arguments.Of("precision", 0)) is { } value and not TextValue ? Of(value) : null;

    /// <summary>The second number of a decimal.</summary>
    public static ColumnSize? Scale(Link link) => link.Arguments.Of("precision", 1) is { } value ? Of(value) : null;

    /// <summary>What is written.</summary>
    public override string ToString() => Text;

    private static ColumnSize Of(Value value)
        => Values.Number(value) is { } number ? new ColumnSize(number, number.ToString(CultureInfo.InvariantCulture)) : new ColumnSize(null, Values.Placeholder(value));
}
