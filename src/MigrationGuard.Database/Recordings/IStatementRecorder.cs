namespace MigrationGuard.Recordings;

/// <summary>Takes what listeners see. Never throws, and may be called from any thread.</summary>
public interface IStatementRecorder
{
    /// <summary>Counts a command that is known already; false when it has to be described by <see cref="Add"/>. Takes nothing from the heap.</summary>
    /// <param name="text">The text as the application gave it.</param>
    /// <param name="types">A number that differs where the types of the parameters or the session's settings do.</param>
    bool TryCount(string text, int types);

    /// <summary>Keeps a command, without its literals, and counts it.</summary>
    /// <param name="command">The command.</param>
    /// <param name="types">The number that <see cref="TryCount"/> was asked with.</param>
    void Add(RecordedCommand command, int types);

    /// <summary>Counts something that was seen and cannot be kept.</summary>
    /// <param name="reason">Why, in a sentence without anything of the command.</param>
    void Miss(string reason);
}
