namespace MigrationGuard.CSharp;

/// <summary>A text that is sent to a database: a statement, or several with semicolons between them.</summary>
public sealed record CollectedText
{
    /// <summary>The text, constants folded; parameters as the application writes them.</summary>
    public required string Text { get; init; }

    /// <summary>The file that holds the literal.</summary>
    public required string Path { get; init; }

    /// <summary>The line on which the literal begins, counted from 1.</summary>
    public required int Line { get; init; }

    /// <summary>Type and member that hold the literal, such as <c>UserStore.Find</c>; null outside of types.</summary>
    public string? Member { get; init; }

    /// <summary>How it was found.</summary>
    public required FoundBy FoundBy { get; init; }

    /// <summary>The parameters that the code gives values to, as far as they can be told.</summary>
    public IReadOnlyList<CollectedParameter> Parameters { get; init; } = [];
}
