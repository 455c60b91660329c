namespace MigrationGuard.Cli.Sources;

/// <summary>Where the product comes from.</summary>
internal enum DialectDetection
{
    /// <summary>It was given.</summary>
    Given,

    /// <summary>It is guessed from the text.</summary>
    FromText,
}
