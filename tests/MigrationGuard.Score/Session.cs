using MigrationGuard.TestKit;

namespace MigrationGuard.Score;

/// <summary>One run of the scorer.</summary>
internal static class Session
{
    private const int Scored = 0;
    private const int NotUsable = 3;

    /// <summary>Scores every file of <c>--cases=FILE</c>; the exit code is 3 when arguments or a file cannot be used.</summary>
    public static int Run(IReadOnlyList<string> arguments, TextWriter output, TextWriter errors)
    {
        var files = arguments.Where(a => a.StartsWith("--cases=", StringComparison.Ordinal)).Select(a => a["--cases=".Length..]).ToArray();
        if (files.Length == 0 || files.Length != arguments.Count)
        {
            errors.WriteLine("Usage: --cases=FILE.jsonl [--cases=FILE.jsonl …]");
            return NotUsable;
        }

        var map = RuleMap.Read();
        var docs = RepositoryFiles.Path("docs", "disagreements.md");
        var explained = File.Exists(docs) ? File.ReadAllText(docs) : "";
        var result = Scored;
        foreach (var file in files)
        {
            try
            {
                output.Write(ScoreReport.Write(Path.GetFileName(file), LabelledCase.Read(file).ConvertAll(c => Scorer.Run(c, map)), explained));
            }
            catch (Exception e) when (e is FormatException or IOException or UnauthorizedAccessException)
            {
                errors.WriteLine(e.Message);
                result = NotUsable;
            }
        }

        return result;
    }
}
