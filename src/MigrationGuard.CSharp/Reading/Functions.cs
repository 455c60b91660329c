using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MigrationGuard.CSharp.Reading;

/// <summary>The methods of the runtime library that migrations use on constants.</summary>
internal static class Functions
{
    /// <summary>A method of a value; null when it is not known.</summary>
    public static Value? Of(MigrationWalker walker, Value receiver, string name, Arguments arguments, InvocationExpressionSyntax call) => null;

    /// <summary>A static method; null when it is not known.</summary>
    public static Value? Static(string type, string name, Arguments arguments, InvocationExpressionSyntax call) => null;
}
