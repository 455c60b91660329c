using System.Runtime.InteropServices;
using MigrationGuard.Checking;
using MigrationGuard.Cli.Reports;
using MigrationGuard.Rules;

namespace MigrationGuard.Cli.Checking;

/// <summary>Puts the results of a C# project together by file: those with migrations as these run, behind them the ones that only help.</summary>
/// <param name="textOf">The text of a file.</param>
internal sealed class ReportedCode(Func<string, string> textOf)
{
    private readonly Dictionary<string, string> _texts = new(StringComparer.Ordinal);

    /// <summary>The files.</summary>
    public List<ReportedFile> Of(IReadOnlyList<CheckedMigration> migrations, IReadOnlyList<Finding> findings)
    {
        var paths = new List<string>();
        var byPath = new Dictionary<string, (List<CheckedMigration> Migrations, List<Finding> Findings)>(StringComparer.Ordinal);
        foreach (var migration in migrations)
        {
            At(migration.Migration.Path).Migrations.Add(migration);
        }

        foreach (var finding in findings)
        {
            At(finding.Span.Path).Findings.Add(finding);
        }

        return paths.ConvertAll(path => File(path, byPath[path].Migrations, byPath[path].Findings));

        (List<CheckedMigration> Migrations, List<Finding> Findings) At(string path)
        {
            ref var found = ref CollectionsMarshal.GetValueRefOrAddDefault(byPath, path, out var known);
            if (!known)
            {
                found = ([], []);
                paths.Add(path);
            }

            return found;
        }
    }

    private ReportedFile File(string path, List<CheckedMigration> migrations, List<Finding> findings)
    {
        findings.Sort(ReportedFiles.Compare);
        var others = migrations.SelectMany(migration => migration.Steps).Select(step => step.Step.Span.Path).Where(other => other != path).Distinct(StringComparer.Ordinal);
        return new ReportedFile(path, Text(path), migrations, findings) { Others = others.ToDictionary(other => other, Text, StringComparer.Ordinal) };
    }

    private string Text(string path)
    {
        if (!_texts.TryGetValue(path, out var text))
        {
            _texts.Add(path, text = textOf(path));
        }

        return text;
    }
}
