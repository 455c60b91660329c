using Microsoft.CodeAnalysis;

namespace MigrationGuard.CSharp;

/// <summary>How sources are read.</summary>
public sealed record CollectOptions
{
    /// <summary>At least the library with <c>System.Object</c>; with more, more types of parameters are known.</summary>
    public IReadOnlyList<MetadataReference> References { get; init; } = [];

    /// <summary>What fields, properties, parameters and variables stand for that are set at run time, by name (<c>SchemaName</c> or <c>Options.SchemaName</c>).</summary>
    public IReadOnlyDictionary<string, string> Definitions { get; init; } = new Dictionary<string, string>();
}
