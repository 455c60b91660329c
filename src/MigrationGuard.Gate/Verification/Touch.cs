using MigrationGuard.Servers;

namespace MigrationGuard.Gate.Verification;

/// <summary>Whether the sessions of an application ran a statement between two looks.</summary>
internal static class Touch
{
    private const string Nothing = "an address that answers without the database proves nothing of it (a /health that only says that the process runs)";

    /// <summary>What is wrong; null when they did.</summary>
    public static Finding? Missing(string name, SessionsSeen before, SessionsSeen after)
    {
        if (after.Sessions.Any(session => session.StatementAt > before.At))
        {
            return null;
        }

        return after.Sessions switch
        {
            [] => Finding.Unknown($"no session has application_name {name}: either the application does not set it in its connection string, or it did not use the database, and {Nothing}"),
            _ when after.Sessions.Any(session => !session.IsVisible) => Finding.Unknown($"the role may not see what the sessions of {name} do: GRANT pg_read_all_stats lets it"),
            _ when after.Sessions.Any(session => session.State == "disabled") => Finding.Unknown($"the server does not track what the sessions of {name} do (track_activities)"),
            _ when before.Sessions.Any(gone => after.Sessions.All(session => session.Process != gone.Process)) => Finding.Unknown($"a session of {name} ended in the meantime; what it did cannot be seen"),
            _ => Finding.Fail($"no session of {name} ran a statement in the meantime: {Nothing}"),
        };
    }
}
