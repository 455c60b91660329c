namespace MigrationGuard.Manifests;

/// <summary>How a literal gets into the canonical text.</summary>
internal enum LiteralKind
{
    /// <summary>As it is written.</summary>
    Verbatim,

    /// <summary><see cref="Literal.Value"/> is the whole literal, its lines joined.</summary>
    Joined,

    /// <summary><see cref="Literal.Value"/> is the value of a string.</summary>
    String,

    /// <summary><see cref="Literal.Value"/> is what stands between the quotes of a string, its escapes unresolved.</summary>
    UnicodeString,

    /// <summary><see cref="Literal.Value"/> is what stands between the quotes of a name, its escapes unresolved.</summary>
    UnicodeName,
}

/// <summary>A string literal or quoted name with its continuations.</summary>
/// <param name="Kind">How it gets into the canonical text.</param>
/// <param name="Value">See the kind.</param>
/// <param name="End">Offset behind its last character.</param>
internal sealed record Literal(LiteralKind Kind, string Value, int End);
