using FluentMigrator.Postgres;

namespace FluentMigrator.Model;

public class PostgresSecurityLabelDefinition
{
    public PostgresSecurityLabelObjectType ObjectType { get; set; }

    public string SchemaName { get; set; }

    public string ObjectName { get; set; }

    public string ColumnName { get; set; }

    public string Provider { get; set; }

    public string Label { get; set; }
}
