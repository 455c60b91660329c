using System.Data;
using System.Globalization;
using FluentMigrator;
using FluentMigrator.Expressions;
using FluentMigrator.Runner.Processors;
using Npgsql;

namespace MigrationGuard.FluentMigrator.Tests.Declared;

/// <summary>Executes on a real server.</summary>
internal sealed class SmallProcessor(string connectionString, bool previewOnly) : IMigrationProcessor, IProcessorAccessor
{
    private readonly SmallGenerator _generator = new();
    private NpgsqlConnection? _connection;
    private NpgsqlTransaction? _transaction;

    public IMigrationProcessor Processor => this;

    public string DatabaseType => "PostgreSQL15_0";

    public IList<string> DatabaseTypeAliases { get; } = ["PostgreSQL"];

    public IDbConnection Connection
    {
        get
        {
            _connection ??= new NpgsqlConnection(connectionString);
            if (_connection.State != ConnectionState.Open)
            {
                _connection.Open();
            }

            return _connection;
        }
    }

    public void Execute(string sql)
    {
        if (!previewOnly)
        {
            using var command = Command(sql);
            try
            {
                command.ExecuteNonQuery();
            }
            catch (NpgsqlException exception)
            {
                throw new InvalidOperationException($"An error occurred executing the following sql:\n{sql}\nThe error was {exception.Message}", exception);
            }
        }
    }

    public void Execute(string template, params object[] args) => Execute(string.Format(CultureInfo.InvariantCulture, template, args));

    public DataSet ReadTableData(string schemaName, string tableName)
    {
        using var command = Command($"SELECT * FROM {(string.IsNullOrEmpty(schemaName) ? "" : $"\"{schemaName}\".")}\"{tableName}\"");
        using var reader = command.ExecuteReader();
        var table = new DataTable();
        table.Load(reader);
        return new DataSet { Tables = { table } };
    }

    public void BeginTransaction() => _transaction ??= ((NpgsqlConnection)Connection).BeginTransaction();

    public void CommitTransaction() => End(transaction => transaction.Commit());

    public void RollbackTransaction() => End(transaction => transaction.Rollback());

    public void Process(CreateTableExpression expression) => Execute(_generator.Generate(expression));

    public void Process(CreateColumnExpression expression) => Execute(_generator.Generate(expression));

    public void Process(AlterColumnExpression expression) => Execute(_generator.Generate(expression));

    public void Process(DeleteColumnExpression expression) => Execute(_generator.Generate(expression));

    public void Process(DeleteIndexExpression expression) => Execute(_generator.Generate(expression));

    public void Process(AlterDefaultConstraintExpression expression) => Execute(_generator.Generate(expression));

    public void Process(DeleteDefaultConstraintExpression expression) => Execute(_generator.Generate(expression));

    public void Process(InsertDataExpression expression) => Execute(_generator.Generate(expression));

    public void Process(UpdateDataExpression expression) => Execute(_generator.Generate(expression));

    public void Process(DeleteDataExpression expression) => Execute(_generator.Generate(expression));

    public void Process(PerformDBOperationExpression expression) => expression.Operation(Connection, _transaction!);

    public bool TableExists(string schemaName, string tableName)
    {
        var schema = string.IsNullOrEmpty(schemaName) ? "public" : schemaName;
        using var command = Command($"SELECT count(*) FROM information_schema.tables WHERE table_schema = '{schema}' AND table_name = '{tableName}'");
        return command.ExecuteScalar() is > 0L;
    }

    public bool SchemaExists(string schemaName) => throw new NotSupportedException();

    public bool ColumnExists(string schemaName, string tableName, string columnName) => throw new NotSupportedException();

    public bool ConstraintExists(string schemaName, string tableName, string constraintName) => throw new NotSupportedException();

    public bool IndexExists(string schemaName, string tableName, string indexName) => throw new NotSupportedException();

    public bool SequenceExists(string schemaName, string sequenceName) => throw new NotSupportedException();

    public bool DefaultValueExists(string schemaName, string tableName, string columnName, object defaultValue) => throw new NotSupportedException();

    public void Dispose()
    {
        _transaction?.Dispose();
        _connection?.Dispose();
    }

    private void End(Action<NpgsqlTransaction> end)
    {
        if (_transaction is not null)
        {
            end(_transaction);
            _transaction.Dispose();
            _transaction = null;
        }
    }

    private NpgsqlCommand Command(string sql) => new(sql, (NpgsqlConnection)Connection, _transaction);
}
