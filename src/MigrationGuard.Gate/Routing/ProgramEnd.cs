namespace MigrationGuard.Gate.Routing;

/// <summary>How a program that was started ended.</summary>
internal abstract record ProgramEnd
{
    private ProgramEnd()
    {
    }

    /// <summary>By itself.</summary>
    public sealed record Ended(int ExitCode, string Output, string Error) : ProgramEnd
    {
        private const int LongestLine = 300;

        /// <summary>The first line of its standard error that says something, shortened.</summary>
        public string FirstError => Shortened(Error.Split('\n').Select(line => line.Trim()).FirstOrDefault(line => line.Length > 0) ?? "it does not say why");

        private static string Shortened(string line) => line.Length > LongestLine ? line[..LongestLine] + "…" : line;
    }

    /// <summary>It could not be started, or did not end in time.</summary>
    public sealed record Failed(string Reason) : ProgramEnd;
}
