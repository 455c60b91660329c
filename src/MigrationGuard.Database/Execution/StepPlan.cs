namespace MigrationGuard.Execution;

/// <summary>The steps of a list of files.</summary>
/// <param name="Files">The files in the order in which they run.</param>
/// <param name="Steps">Their steps.</param>
/// <param name="Problems">Why they cannot be run; nothing is run when there is one.</param>
public sealed record StepPlan(IReadOnlyList<MigrationFile> Files, IReadOnlyList<MigrationStep> Steps, IReadOnlyList<StepProblem> Problems)
{
    /// <summary>SHA-256 over all files with their names, as <c>sha256:…</c>.</summary>
    public string Digest => MigrationFile.DigestOf(string.Join('\n', Files.Select(file => $"{file.Path.Length} {file.Path} {file.Digest}")));

    /// <summary>Reads files of PostgreSQL's SQL.</summary>
    public static StepPlan Read(IReadOnlyList<MigrationFile> files)
    {
        var steps = new List<MigrationStep>();
        var problems = new List<StepProblem>();
        foreach (var file in files)
        {
            new StepReader(file, steps, problems).Read();
        }

        return new StepPlan(files, steps, problems);
    }
}
