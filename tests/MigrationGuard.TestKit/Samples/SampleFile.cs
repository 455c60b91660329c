namespace MigrationGuard.TestKit.Samples;

/// <summary>One migration of a sample.</summary>
/// <param name="Name">The file name that the sample gives it.</param>
/// <param name="Text">The SQL.</param>
/// <param name="Released">Whether it belongs to the history and is not judged.</param>
/// <param name="Down">Whether it undoes the migration before it.</param>
public sealed record SampleFile(string Name, string Text, bool Released, bool Down)
{
    /// <summary>Whether it is no migration but what another session does, in a transaction that stays open while the migrations are checked.</summary>
    public bool Session { get; init; }
}
