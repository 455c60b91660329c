using MigrationGuard.Cli.Sources;
using MigrationGuard.Cli.Sources.Layouts;
using MigrationGuard.Execution;
using MigrationGuard.Migrations;

namespace MigrationGuard.Cli.Releases;

/// <summary>The scripts of a folder in the order in which their tool runs them, the way up only.</summary>
internal static class ScriptFolder
{
    /// <summary>Reads them; paths are shown relative to the folder of the configuration.</summary>
    /// <param name="path">A folder or file, absolute.</param>
    /// <param name="key">The key of the configuration that names it, for complaints.</param>
    /// <param name="surroundings">Where the tool runs.</param>
    /// <param name="folder">The folder of the configuration.</param>
    /// <exception cref="UsageException">There are none, or one cannot be read.</exception>
    public static StepPlan Read(string path, string key, string folder, Surroundings surroundings)
    {
        var input = new InputFiles(folder);
        input.Add(path);
        var loaded = new FileLoader(surroundings.Input, DialectDetection.Given).Load([.. LayoutCatalog.Arrange(input.Files).SelectMany(set => set.Files)]);
        if (input.Problems.Concat(loaded.Select(file => file.Problem)).FirstOrDefault(problem => problem is not null) is { } problem)
        {
            throw new UsageException($"{key}: {problem}");
        }

        var files = loaded.SelectMany(file => file.Sections.Where(section => section.Direction == Direction.Up)
            .Select(section => new MigrationFile(file.Placed.File.Path, file.Text) { Start = section.Start, End = section.End })).ToList();
        return files.Count > 0 ? StepPlan.Read(files) : throw new UsageException($"{key}: there is no .sql file in {input.Shown(path)}");
    }
}
