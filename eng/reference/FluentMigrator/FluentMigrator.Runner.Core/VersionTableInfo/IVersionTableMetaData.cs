namespace FluentMigrator.Runner.VersionTableInfo;

public interface IVersionTableMetaData
{
    bool OwnsSchema { get; }
    string SchemaName { get; }
    string TableName { get; }
    string ColumnName { get; }
    string DescriptionColumnName { get; }
    string UniqueIndexName { get; }
    string AppliedOnColumnName { get; }
}
