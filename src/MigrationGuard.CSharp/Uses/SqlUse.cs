using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MigrationGuard.CSharp.Uses;

/// <summary>A place where a text is given to something that runs SQL.</summary>
/// <param name="Sql">The text.</param>
/// <param name="Form">How it is read.</param>
/// <param name="Call">The call, creation or assignment.</param>
/// <param name="Certainty">How sure it is that SQL is meant.</param>
internal sealed record SqlUse(ExpressionSyntax Sql, TextForm Form, SyntaxNode Call, Certainty Certainty);

/// <summary>How a text becomes SQL.</summary>
internal enum TextForm
{
    /// <summary>It is SQL.</summary>
    Plain,

    /// <summary>The holes of an interpolated string are parameters (EF Core's FromSql).</summary>
    Interpolated,

    /// <summary><c>{0}</c> is a parameter (EF Core's FromSqlRaw).</summary>
    Numbered,
}

/// <summary>How sure it is that a call runs SQL on PostgreSQL.</summary>
internal enum Certainty
{
    /// <summary>Nothing else has such a type or method.</summary>
    Sure,

    /// <summary>The name is Dapper's, and others have it too.</summary>
    Likely,

    /// <summary>The type is of a client of another database.</summary>
    OtherDatabase,
}
