namespace MigrationGuard.Recordings.Listeners;

/// <summary>What is known of the sessions of a data source.</summary>
/// <param name="Session">Null where nobody could tell, or the application changes it under way.</param>
internal sealed record SessionState(RecordedSession? Session)
{
    /// <summary>Differs where texts are read otherwise; databases that differ only by name, as tests make them, have the same.</summary>
    public int Number { get; } = Session is null ? 0 : HashCode.Combine(Session.Role, Session.SearchPath, Session.Settings);
}
