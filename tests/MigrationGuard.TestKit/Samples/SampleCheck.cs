using Microsoft.CodeAnalysis.CSharp;
using MigrationGuard.Checking;
using MigrationGuard.CSharp;
using MigrationGuard.Migrations;
using MigrationGuard.Sql;

namespace MigrationGuard.TestKit.Samples;

/// <summary>Runs the checker over samples, as the command line would.</summary>
public static class SampleCheck
{
    /// <summary>What the check says about the migrations of a sample that are not released.</summary>
    public static IReadOnlyList<CheckedMigration> Run(RuleSample sample) => Run(sample, migration => migration);

    /// <summary>The same for scripts of which nobody knows how they are run.</summary>
    public static IReadOnlyList<CheckedMigration> RunAsScripts(RuleSample sample)
        => Run(sample, migration => migration with { Transaction = LikelyTransaction.Of(migration.Steps, sample.Database) });

    /// <summary>The migrations of a sample and what it says about them.</summary>
    public static (IReadOnlyList<Migration> History, CheckOptions Options) Prepare(RuleSample sample) => Prepare(sample, migration => migration);

    private static CheckedMigration[] Run(RuleSample sample, Func<Migration, Migration> prepare)
    {
        var (migrations, options) = Prepare(sample, prepare);
        return [.. MigrationChecker.Check(migrations, options).Where(result => options.IsReleased?.Invoke(result.Migration) != true)];
    }

    private static (IReadOnlyList<Migration> History, CheckOptions Options) Prepare(RuleSample sample, Func<Migration, Migration> prepare)
    {
        var migrations = (sample.IsCSharp ? Compiled(sample) : Scripts(sample)).Select(migration => Directives.Apply(prepare(migration))).ToArray();
        var released = sample.Files.Where(file => file.Released).Select(file => file.Name).ToHashSet(StringComparer.Ordinal);
        return (migrations, new CheckOptions
        {
            Candidates = [sample.Database],
            Live = sample.Live,
            IsReleased = migration => released.Contains(migration.Path),
            Today = new DateTime(2030, 1, 1, 0, 0, 0, DateTimeKind.Utc),
        });
    }

    private static IEnumerable<Migration> Scripts(RuleSample sample)
    {
        var reader = Sqls.Reader(sample.Database.Syntax.Dialect);
        return sample.Files.Where(file => !file.Session).Select(file => Migration(reader.Read(new SqlSource(file.Name, file.Text)), file));
    }

    private static IEnumerable<Migration> Compiled(RuleSample sample)
    {
        var trees = sample.Files.Select(file => CSharpSyntaxTree.ParseText(file.Text, path: file.Name));
        var compilation = CSharpCompilation.Create(sample.RuleId, trees);
        return MigrationSourceReader.Read(compilation, new ReadOptions(sample.Database.Syntax.Dialect), CancellationToken.None).Select(source => source.Migration);
    }

    private static Migration Migration(SqlScript script, SampleFile file) => new()
    {
        Id = new MigrationId(file.Name.Split('_')[0], Path.GetFileNameWithoutExtension(file.Name)),
        Path = file.Name,
        Steps = script.Steps,
        Directives = script.Directives,
        StatementCount = script.StatementCount,
        Direction = file.Down ? Direction.Down : Direction.Up,
    };
}
