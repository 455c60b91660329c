using Microsoft.CodeAnalysis;

namespace MigrationGuard.Analyzers;

/// <summary>What the check of a compilation reports.</summary>
/// <param name="InFiles">What is reported file by file, by path.</param>
/// <param name="InHistory">What is reported at the end.</param>
internal sealed record Found(IReadOnlyDictionary<string, List<Diagnostic>> InFiles, IReadOnlyList<Diagnostic> InHistory)
{
    /// <summary>Nothing.</summary>
    public static Found Nothing { get; } = new(new Dictionary<string, List<Diagnostic>>(), []);
}
