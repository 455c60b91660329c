using MigrationGuard.Collections;

namespace MigrationGuard.Operations;

/// <summary>What an expression is, as far as the text alone can tell.</summary>
public enum ExpressionKind
{
    /// <summary>The word NULL, also cast.</summary>
    Null,

    /// <summary>A literal, also cast, signed or in parentheses.</summary>
    Literal,

    /// <summary>Anything else.</summary>
    Other,
}

/// <summary>
/// A piece of SQL that is kept as text: a default, a check, a query, a function body. Two expressions are equal when their texts are.
/// </summary>
public sealed class SqlExpression : IEquatable<SqlExpression>
{
    /// <summary>An expression with what the lexer saw in it.</summary>
    /// <param name="text">The text, trimmed, comments removed when there were any.</param>
    /// <param name="kind">What it is.</param>
    /// <param name="functions">Names of the functions it calls, lower case, with schema when written, keyword functions (<c>current_timestamp</c>) included.</param>
    /// <param name="identifiers">Every other identifier in it, folded: columns, tables, aliases. Parts of a qualified name come separately.</param>
    public SqlExpression(string text, ExpressionKind kind, EquatableList<string> functions, EquatableList<string> identifiers)
        => (Text, Kind, Functions, Identifiers) = (text, kind, functions, identifiers);

    /// <summary>The text.</summary>
    public string Text { get; }

    /// <summary>What it is.</summary>
    public ExpressionKind Kind { get; }

    /// <summary>The functions it calls.</summary>
    public EquatableList<string> Functions { get; }

    /// <summary>The other identifiers it names.</summary>
    public EquatableList<string> Identifiers { get; }

    /// <summary>Whether the identifier occurs in the expression (ordinal, ignoring case).</summary>
    public bool Mentions(string identifier) => Identifiers.Exists(i => string.Equals(i, identifier, StringComparison.OrdinalIgnoreCase));

    /// <summary>Whether the function is called (ordinal, ignoring case).</summary>
    public bool Calls(string function) => Functions.Exists(f => string.Equals(f, function, StringComparison.OrdinalIgnoreCase));

    /// <inheritdoc />
    public bool Equals(SqlExpression? other) => other is not null && string.Equals(Text, other.Text, StringComparison.Ordinal);

    /// <inheritdoc />
    public override bool Equals(object? obj) => Equals(obj as SqlExpression);

    /// <inheritdoc />
    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(Text);

    /// <inheritdoc />
    public override string ToString() => Text;
}
