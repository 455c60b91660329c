using System.Data;
using System.Globalization;
using FluentMigrator.Runner;
using FluentMigrator.Runner.Versioning;
using FluentMigrator.Runner.VersionTableInfo;

namespace MigrationGuard.FluentMigrator.Tests.Declared;

/// <summary>Makes the version table when it is asked, as FluentMigrator does, and reads it.</summary>
internal sealed class SmallVersionLoader : IVersionLoader, IVersionInfo
{
    private readonly SmallProcessor _processor;
    private List<long> _applied = [];

    public SmallVersionLoader(SmallProcessor processor, IVersionTableMetaData table)
    {
        (_processor, VersionTableMetaData) = (processor, table);
        LoadVersionInfo();
    }

    public IVersionTableMetaData VersionTableMetaData { get; }

    public string Table => VersionTableMetaData.SchemaName is { Length: > 0 } schema ? $"\"{schema}\".\"{VersionTableMetaData.TableName}\"" : $"\"{VersionTableMetaData.TableName}\"";

    public IVersionInfo VersionInfo
    {
        get => this;
        set => throw new NotSupportedException();
    }

    public void LoadVersionInfo()
    {
        if (!_processor.TableExists(VersionTableMetaData.SchemaName, VersionTableMetaData.TableName))
        {
            _processor.Execute($"CREATE TABLE {Table} (\"{VersionTableMetaData.ColumnName}\" bigint NOT NULL)");
        }

        _applied = !_processor.TableExists(VersionTableMetaData.SchemaName, VersionTableMetaData.TableName) ? [] : [.. _processor.ReadTableData(VersionTableMetaData.SchemaName, VersionTableMetaData.TableName).Tables[0].Rows.Cast<DataRow>().Select(row => Convert.ToInt64(row[VersionTableMetaData.ColumnName], CultureInfo.InvariantCulture))];
    }

    public void AddAppliedMigration(long migration) => _applied.Add(migration);

    public IEnumerable<long> AppliedMigrations() => _applied.OrderDescending();

    public bool HasAppliedMigration(long migration) => _applied.Contains(migration);

    public long Latest() => _applied.DefaultIfEmpty().Max();
}
