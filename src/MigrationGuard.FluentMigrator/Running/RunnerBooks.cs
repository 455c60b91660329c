using System.Data;
using System.Data.Common;
using FluentMigrator;
using FluentMigrator.Runner;
using FluentMigrator.Runner.Versioning;
using FluentMigrator.Runner.VersionTableInfo;
using Microsoft.Extensions.DependencyInjection;

namespace MigrationGuard.FluentMigrator.Running;

/// <summary>The table in which the runner writes what it applied.</summary>
internal sealed class RunnerBooks(IMigrationProcessor processor, IServiceProvider services)
{
    private readonly IVersionTableMetaData? _table = services.GetService<IVersionTableMetaData>();

    /// <summary>Names of the table, for those who have nothing to say about it.</summary>
    public string[] OwnTables => _table is null ? [] : [string.IsNullOrEmpty(_table.SchemaName) ? _table.TableName : _table.SchemaName + "." + _table.TableName];

    /// <summary>Whether a migration is one of the runner's own, which make and change its table.</summary>
    public static bool IsOwn(IMigration migration) => migration.GetType().Assembly == typeof(IMigrationRunner).Assembly;

    /// <summary>What is applied, read anew. A loader makes the table where there is none; a run that may be refused leaves that to the runner.</summary>
    public IVersionInfo Read()
    {
        if (_table is not null && !processor.TableExists(_table.SchemaName, _table.TableName))
        {
            return NothingApplied.Instance;
        }

        return ReadLoader();
    }

    /// <summary>What a runner without a connection takes for applied.</summary>
    public IVersionInfo ReadLoader()
    {
        var loader = services.GetRequiredService<IVersionLoader>();
        loader.LoadVersionInfo();
        return loader.VersionInfo;
    }

    /// <summary>The versions that are applied.</summary>
    public IReadOnlySet<long> Versions() => Read().AppliedMigrations().ToHashSet();

    /// <summary>What the runner's database answers to a question of one value; null where it cannot be asked.</summary>
    public string? Ask(string sql)
    {
        // Read of the processor has other parameters in each major version.
        if (sql.Length == 0 || processor.GetType().GetProperty("Connection")?.GetValue(processor) is not DbConnection { State: ConnectionState.Open } connection)
        {
            return null;
        }

        try
        {
            using var command = connection.CreateCommand();
            command.CommandText = sql;
            return command.ExecuteScalar() as string;
        }
        catch (DbException)
        {
            return null;
        }
    }

    private sealed class NothingApplied : IVersionInfo
    {
        public static NothingApplied Instance { get; } = new();

        public void AddAppliedMigration(long migration) => throw new NotSupportedException();

        public IEnumerable<long> AppliedMigrations() => [];

        public bool HasAppliedMigration(long migration) => false;

        public long Latest() => 0;
    }
}
