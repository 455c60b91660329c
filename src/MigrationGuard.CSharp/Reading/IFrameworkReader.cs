using Microsoft.CodeAnalysis;

namespace MigrationGuard.CSharp.Reading;

/// <summary>Knows the calls of one migration framework.</summary>
internal interface IFrameworkReader
{
    /// <summary>Turns a call into steps; a call that it does not know becomes <see cref="MigrationScript.Unread(SyntaxNode, string)"/>. Never throws for any source.</summary>
    void Read(MigrationCall call, MigrationScript script);
}
