namespace FluentMigrator.Postgres;

public enum PostgresSecurityLabelObjectType
{
    Table = 0,
    Column = 1,
    Schema = 2,
    Role = 3,
    View = 4,
}
