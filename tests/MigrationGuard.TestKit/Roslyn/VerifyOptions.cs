using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace MigrationGuard.TestKit.Roslyn;

/// <summary>A project around the source of a test.</summary>
public sealed record VerifyOptions
{
    /// <summary>The folder that all files are in.</summary>
    public const string Folder = "/app/";

    /// <summary>Further sources by file name; they may have markup too.</summary>
    public IReadOnlyDictionary<string, string> Sources { get; init; } = new Dictionary<string, string>();

    /// <summary>Additional files by name; they may have markup too.</summary>
    public IReadOnlyDictionary<string, string> AdditionalFiles { get; init; } = new Dictionary<string, string>();

    /// <summary>Text of an <c>.editorconfig</c> in the folder.</summary>
    public string EditorConfig { get; init; } = "";

    /// <summary>Properties that the project hands to the compiler.</summary>
    public IReadOnlyDictionary<string, string> Properties { get; init; } = new Dictionary<string, string>();

    /// <summary>Assemblies besides those of the runtime.</summary>
    public IReadOnlyList<MetadataReference> References { get; init; } = [];

    /// <summary>Generators that run first.</summary>
    public IReadOnlyList<IIncrementalGenerator> Generators { get; init; } = [];

    /// <summary>The version of the language.</summary>
    public LanguageVersion Language { get; init; } = LanguageVersion.Latest;

    /// <summary>Only these ids are looked at; empty for all.</summary>
    public IReadOnlyList<string> Ids { get; init; } = [];

    /// <summary>A text that every message must contain.</summary>
    public string Message { get; init; } = "";

    /// <summary>Whether the source need not compile.</summary>
    public bool AllowsErrors { get; init; }

    /// <summary>The same with an additional file.</summary>
    public VerifyOptions With(string name, string text) => this with { AdditionalFiles = new Dictionary<string, string>(AdditionalFiles) { [name] = text } };

    /// <summary>The same, looking at these ids only.</summary>
    public VerifyOptions Only(params string[] ids) => this with { Ids = ids };
}
