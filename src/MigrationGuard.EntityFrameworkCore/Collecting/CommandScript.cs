using System.Text;
using Microsoft.EntityFrameworkCore.Migrations;
using MigrationGuard.Migrations;
using MigrationGuard.Sql;

namespace MigrationGuard.EntityFrameworkCore.Collecting;

/// <summary>What EF Core would send for a migration, as one text: places count in it.</summary>
/// <param name="dialect">The dialect.</param>
/// <param name="path">What names the migration in places.</param>
internal sealed class CommandScript(SqlDialect dialect, string path)
{
    private readonly StringBuilder _text = new();
    private readonly List<(int Start, int End, bool Outside)> _parts = [];

    /// <summary>Adds a command; it is a batch of its own, and may be sent outside of the transaction.</summary>
    public void Add(MigrationCommand command)
    {
        var start = _text.Length;
        _text.Append(command.CommandText).Append(dialect == SqlDialect.TSql ? "\nGO\n" : "\n");
        _parts.Add((start, _text.Length, command.TransactionSuppressed));
    }

    /// <summary>Reads all commands; what is not understood is unread SQL.</summary>
    public SqlScript Read()
    {
        var (text, reader) = (_text.ToString(), Sqls.Reader(dialect));
        var (steps, directives, statements, unread) = (new List<Step>(), new List<Directive>(), 0, 0);
        foreach (var (start, end, outside) in _parts)
        {
            var read = reader.Read(new SqlSource(path, text, start, end));
            var first = statements;
            steps.AddRange(read.Steps.Select(step => step with { Statement = first + step.Statement, OutsideTransaction = outside }));
            directives.AddRange(read.Directives.Select(directive => directive with { NextStatement = first + directive.NextStatement }));
            (statements, unread) = (statements + read.StatementCount, unread + read.UnreadCount);
        }

        return new SqlScript(steps, directives, statements, unread);
    }
}
