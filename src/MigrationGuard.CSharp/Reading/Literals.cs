using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MigrationGuard.CSharp.Reading;

/// <summary>What literals stand for.</summary>
internal static class Literals
{
    /// <summary>The value of a text part of an interpolated string: outside of raw strings its token keeps doubled braces.</summary>
    public static string Text(InterpolatedStringExpressionSyntax interpolated, InterpolatedStringTextSyntax text)
        => IsRaw(interpolated) ? text.TextToken.ValueText : text.TextToken.ValueText.Replace("{{", "{").Replace("}}", "}");

    /// <summary>Whether an interpolated string has no escapes.</summary>
    public static bool IsRaw(InterpolatedStringExpressionSyntax interpolated)
        => interpolated.StringStartToken.Kind() is SyntaxKind.InterpolatedSingleLineRawStringStartToken or SyntaxKind.InterpolatedMultiLineRawStringStartToken;
}
