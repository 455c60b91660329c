using MigrationGuard.Checking;
using MigrationGuard.Databases;

namespace MigrationGuard.CSharp.Checking;

/// <summary>A history that was checked.</summary>
/// <param name="History">The migrations as they were read first; all of them.</param>
/// <param name="Result">What the check says.</param>
/// <param name="Asks">Whether the product could not be told.</param>
public sealed record CheckedSource(SourceHistory History, CheckedHistory Result, bool Asks)
{
    /// <summary>The product that was judged for; none where it could not be told.</summary>
    public DatabaseKinds Product { get; init; }
}
