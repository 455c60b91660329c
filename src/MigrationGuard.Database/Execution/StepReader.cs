using MigrationGuard.Databases;
using MigrationGuard.Migrations;
using MigrationGuard.Operations;
using MigrationGuard.Schema;
using MigrationGuard.Simulation;
using MigrationGuard.Sql;
using MigrationGuard.Sql.Lexing;
using MigrationGuard.Sql.PostgreSql;

namespace MigrationGuard.Execution;

/// <summary>Cuts a file into steps. Never throws; what cannot be run becomes a problem.</summary>
/// <param name="file">The file.</param>
/// <param name="steps">Receives the steps, numbered behind those that are there.</param>
/// <param name="problems">Receives the problems.</param>
internal sealed class StepReader(MigrationFile file, List<MigrationStep> steps, List<StepProblem> problems)
{
    private static readonly PostgreSql Newest = PostgreSql.Of(18);
    private static readonly SimulationState Nothing = new(Newest, DatabaseSchema.Unknown(Newest.Syntax));

    private readonly LineMap _lines = new(file.Text);
    private readonly TokenBuffer _tokens = new();
    private readonly List<MigrationStatement> _settings = [];
    private List<MigrationStatement>? _open;
    private int _opened;

    public void Read()
    {
        var script = Sqls.Reader(SqlDialect.PostgreSql).Read(new SqlSource(file.Path, file.Text, file.Start, file.End));
        var blocks = script.Steps.Where(step => step is { Nested: true, Operation: CommitTransaction or RollbackTransaction { Savepoint: null } }).Select(step => step.Statement).ToHashSet();
        var operations = script.Steps.Where(step => !step.Nested).ToLookup(step => step.Statement, step => step.Operation);
        var splitter = new StatementSplitter(new SqlLexer(file.Text, file.Start, file.End, LexerOptions.PostgreSql), file.Text, file.End, _tokens);
        var number = 0;
        while (true)
        {
            var ending = splitter.ReadStatement();
            if (_tokens.Count > 0 && IsWhole(ending))
            {
                Take(StatementOf([.. operations[number]]) with { EndsTransactions = blocks.Contains(number) });
                number++;
            }

            switch (ending.Kind)
            {
                case TokenKind.End:
                    Close();
                    return;
                case TokenKind.MetaCommand:
                    Refuse(ending.Start, $"{file.Text.Substring(ending.Start, ending.Length).Trim()} is a command of psql, not of the server: only SQL is run here");
                    return;
            }
        }
    }

    private bool IsWhole(Token ending)
    {
        var last = _tokens[_tokens.Count - 1];
        if (last.Kind == TokenKind.Unterminated)
        {
            Refuse(last.Start, $"the {(file.Text[last.Start] == '/' ? "comment" : "quote")} that begins here does not end");
            return false;
        }

        if (ending.Kind == TokenKind.Other || ReadsClientData())
        {
            Refuse(_tokens[0].Start, "COPY FROM STDIN takes its rows from psql: use INSERT, or the migration command");
            return false;
        }

        return true;
    }

    private bool ReadsClientData()
    {
        for (var i = 2; i < _tokens.Count && Is(0, "COPY"); i++)
        {
            if (Is(i, "STDIN") && Is(i - 1, "FROM"))
            {
                return true;
            }
        }

        return false;
    }

    private bool Is(int index, string keyword)
    {
        var token = _tokens[index];
        return token.Kind == TokenKind.Word && file.Text.AsSpan(token.Start, token.Length).Equals(keyword, StringComparison.OrdinalIgnoreCase);
    }

    private MigrationStatement StatementOf(IReadOnlyList<Operation> operations)
    {
        var start = _tokens[0].Start;
        return new MigrationStatement(file.Text[start.._tokens[_tokens.Count - 1].End], start, Line(start), operations);
    }

    private void Take(MigrationStatement statement)
    {
        switch (statement.Operations)
        {
            case [BeginTransaction begin]:
                Open(statement, begin);
                break;
            case [CommitTransaction] when _open is null:
                Refuse(statement.Start, "COMMIT without BEGIN: every statement outside of BEGIN and COMMIT is a transaction of its own");
                break;
            case [CommitTransaction]:
                Add(_open, isTransactional: true);
                _open = null;
                break;
            case [RollbackTransaction { Savepoint: null }]:
                Refuse(statement.Start, "a migration that rolls itself back does nothing: remove ROLLBACK and what it takes back");
                break;
            case [PreparedTransaction prepared]:
                Refuse(statement.Start, $"{prepared.Command} leaves open what becomes of the transaction: a migration commits");
                break;
            case [SetSetting] when _open is null:
                _settings.Add(statement);
                break;
            default:
                TakeWork(statement);
                break;
        }
    }

    private void TakeWork(MigrationStatement statement)
    {
        var rule = RuleOf(statement);
        if (_open is not null)
        {
            if (rule == TransactionRule.Forbidden)
            {
                Refuse(statement.Start, "the server refuses this statement between BEGIN and COMMIT");
            }

            _open.Add(statement);
        }
        else if (rule == TransactionRule.Required || statement.Operations is [SetSavepoint or ReleaseSavepoint or RollbackTransaction])
        {
            Refuse(statement.Start, "this statement ends with its transaction: put it and what needs it between BEGIN and COMMIT");
        }
        else if (statement.Operations is [CreateTable { Temporary: true }, ..])
        {
            Refuse(statement.Start, "a temporary table ends with its session, and every step has its own: put it and what needs it between BEGIN and COMMIT");
        }
        else if (statement.Operations is [CreateIndex { Concurrently: true, Name: null }])
        {
            Refuse(statement.Start, "an index that is built concurrently needs a name, so that it is found again after a crash");
        }
        else
        {
            Add([statement], rule != TransactionRule.Forbidden);
        }
    }

    private static TransactionRule RuleOf(MigrationStatement statement)
    {
        if (statement.EndsTransactions)
        {
            return TransactionRule.Forbidden;
        }

        foreach (var operation in statement.Operations)
        {
            if (Newest.CostOf(operation, Nothing).Transaction is var rule and not TransactionRule.Allowed)
            {
                return rule;
            }
        }

        return TransactionRule.Allowed;
    }

    private void Open(MigrationStatement statement, BeginTransaction begin)
    {
        if (_open is not null)
        {
            Refuse(statement.Start, "BEGIN inside of a transaction");
        }
        else if (begin.Modes is { } modes)
        {
            Refuse(statement.Start, $"a transaction here is READ COMMITTED: remove {modes}");
        }

        _open = [];
        _opened = statement.Start;
    }

    private void Close()
    {
        if (_open is not null)
        {
            Refuse(_opened, "the transaction that begins here is not committed");
        }
    }

    private void Add(List<MigrationStatement> statements, bool isTransactional)
    {
        if (statements.Count > 0)
        {
            steps.Add(new MigrationStep { Number = steps.Count + 1, File = file, Statements = statements, Settings = [.. _settings], IsTransactional = isTransactional });
        }
    }

    private void Refuse(int offset, string text) => problems.Add(new StepProblem(file.Path, Line(offset), text));

    private int Line(int offset) => _lines.Locate(offset).Line;
}
