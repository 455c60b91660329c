using MigrationGuard.Backfills;
using MigrationGuard.Cli.Sources;
using MigrationGuard.Cli.Sources.Layouts;
using MigrationGuard.Migrations;
using MigrationGuard.Sql;

namespace MigrationGuard.Cli.Backfills;

/// <summary>Takes a backfill from a migration's file.</summary>
internal static class DefinitionFile
{
    /// <summary>What was read of the UPDATE on its way up.</summary>
    /// <exception cref="UsageException">The file cannot be read.</exception>
    public static BackfillReading Read(string path, string? table, Surroundings surroundings)
    {
        var file = path == "-" ? SourceFile.StandardInput : new SourceFile(path, Path.GetFullPath(path, surroundings.Directory), null);
        var (decoded, problem) = SourceReader.Read(file, surroundings.Input);
        if (problem is not null)
        {
            throw new UsageException(problem.ToString()!);
        }

        var up = MarkedSections.Find(decoded.Text)?.Split(decoded.Text).Where(section => section.Direction == Direction.Up).ToList();
        return BackfillReader.Read(up is [var section, ..] ? new SqlSource(file.Path, decoded.Text, section.Start, section.End) : new SqlSource(file.Path, decoded.Text), table);
    }
}
