using FluentMigrator.Runner.Versioning;
using FluentMigrator.Runner.VersionTableInfo;

namespace FluentMigrator.Runner;

public interface IVersionLoader
{
    void LoadVersionInfo();
    IVersionInfo VersionInfo { get; set; }
    IVersionTableMetaData VersionTableMetaData { get; }
}
