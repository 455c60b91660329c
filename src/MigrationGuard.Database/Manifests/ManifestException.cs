namespace MigrationGuard.Manifests;

/// <summary>A manifest that cannot be used; the message says where and why.</summary>
/// <param name="message">For people, beginning with file, line and column where they are known.</param>
public sealed class ManifestException(string message) : Exception(message)
{
    /// <summary>Line of the file, counted from 1; 0 when it is not about a place.</summary>
    public long Line { get; init; }

    /// <summary>Column in characters, counted from 1; 0 when it is not about a place.</summary>
    public long Column { get; init; }

    /// <summary>Path within the document, such as <c>$.statements[3].text</c>.</summary>
    public string? JsonPath { get; init; }
}
