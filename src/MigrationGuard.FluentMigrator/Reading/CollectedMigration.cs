using FluentMigrator.Expressions;
using MigrationGuard.Checking;
using MigrationGuard.FluentMigrator.Collecting;
using MigrationGuard.FluentMigrator.Running;
using MigrationGuard.Migrations;
using MigrationGuard.Operations;
using MigrationGuard.Pending;
using MigrationGuard.Sql;
using Migration = MigrationGuard.Migrations.Migration;

namespace MigrationGuard.FluentMigrator.Reading;

/// <summary>Makes a migration of what was collected, as the reader of C# sources makes it of what it reads.</summary>
internal sealed class CollectedMigration
{
    private readonly ISqlReader _reader;
    private readonly string _path;
    private readonly string _text;
    private readonly List<Step> _steps = [];
    private readonly List<Directive> _directives = [];
    private int _statements;

    private CollectedMigration(ISqlReader reader, string path, string text) => (_reader, _path, _text) = (reader, path, text);

    /// <summary>The migration; places in it are places in the text that it sends.</summary>
    public static Migration Of(PlannedMigration planned, Collected collected, SqlDialect dialect)
    {
        var type = planned.Migration.GetType();
        var path = type.FullName ?? type.Name;
        var read = Read(collected, dialect, path);
        return Directives.Apply(read.Made(planned.Id) with
        {
            Transaction = planned.Transaction,
            Direction = planned.Direction,
            Directives = (Directive[])[.. MigrationMarks.Of(type, planned.Direction == Direction.Up ? ["Up", "GetUpExpressions"] : ["Down", "GetDownExpressions"], path), .. read._directives],
        });
    }

    /// <summary>A migration of one expression, of which nobody knows the migration.</summary>
    public static Migration Of(IMigrationExpression expression, Collected collected, SqlDialect dialect)
    {
        var name = expression.ToString()?.Trim() is { Length: > 0 } text ? text : expression.GetType().Name;
        var read = Read(collected, dialect, name);
        return Directives.Apply(read.Made(new MigrationId("", name)) with { Directives = read._directives });
    }

    private static CollectedMigration Read(Collected collected, SqlDialect dialect, string path)
    {
        var end = dialect == SqlDialect.TSql ? "\nGO\n" : "\n";
        var migration = new CollectedMigration(Sqls.Reader(dialect), path, string.Concat(collected.Sent.Select(sent => sent.Sql + end)));
        var start = 0;
        foreach (var sent in collected.Sent)
        {
            migration.Add(sent, start, sent.Sql.Length + end.Length);
            start += sent.Sql.Length + end.Length;
        }

        return migration;
    }

    private Migration Made(MigrationId id) => new()
    {
        Id = id,
        Path = _path,
        Steps = _steps,
        StopsAtErrors = true,
        Source = SourceKind.FluentMigrator,
        StatementCount = _statements,
    };

    private void Add(SentSql sent, int start, int length)
    {
        if (sent.Unseen is { } reason)
        {
            _steps.Add(new Step(new UnreadSql(sent.Expression?.ToString()?.Trim() ?? "", reason), new SourceSpan(_path, start, 0, 1, 1), _statements));
            _statements++;
            return;
        }

        var read = _reader.Read(new SqlSource(_path, _text, start, start + length));
        _steps.AddRange(read.Steps.Select(step => step with { Operation = Stated.By(sent.Expression, step.Operation), Statement = _statements + step.Statement }));
        _directives.AddRange(read.Directives.Select(directive => directive with { NextStatement = _statements + directive.NextStatement }));
        _statements += read.StatementCount;
    }
}
