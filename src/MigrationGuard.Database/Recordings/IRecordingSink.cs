namespace MigrationGuard.Recordings;

/// <summary>Where a process puts its recording. Never throws: what goes wrong is said, and the application goes on.</summary>
public interface IRecordingSink
{
    /// <summary>Makes sure that it can be written; gives why it cannot, or null.</summary>
    string? Open();

    /// <summary>Puts the recording of this process there, in place of what it put there before; gives why it could not, or null.</summary>
    string? Write(Recording recording);
}
