namespace MigrationGuard.Gate.Programs;

/// <summary>How a program that was started ended.</summary>
/// <param name="Output">What it wrote until then.</param>
internal abstract record ProgramEnd(ProgramOutput Output)
{
    /// <summary>By itself.</summary>
    public sealed record Ended(int ExitCode, ProgramOutput Output) : ProgramEnd(Output);

    /// <summary>It could not be started, or did not end in time and was killed.</summary>
    public sealed record Failed(string Reason, ProgramOutput Output) : ProgramEnd(Output);
}
