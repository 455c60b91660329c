using FluentMigrator.Runner.VersionTableInfo;

namespace MigrationGuard.FluentMigrator.Tests.Declared;

internal sealed class SmallVersionTable : IVersionTableMetaData
{
    public bool OwnsSchema => true;

    public string SchemaName => "";

    public string TableName => "VersionInfo";

    public string ColumnName => "Version";

    public string DescriptionColumnName => "Description";

    public string UniqueIndexName => "UC_Version";

    public string AppliedOnColumnName => "AppliedOn";
}
