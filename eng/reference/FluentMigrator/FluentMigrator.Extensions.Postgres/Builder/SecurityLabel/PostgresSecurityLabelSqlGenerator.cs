using FluentMigrator.Model;

namespace FluentMigrator.Builder.SecurityLabel;

public static class PostgresSecurityLabelSqlGenerator
{
    public static string GenerateCreateSecurityLabelSql(PostgresSecurityLabelDefinition definition) => throw null;

    public static string GenerateDeleteSecurityLabelSql(PostgresSecurityLabelDefinition definition) => throw null;
}
