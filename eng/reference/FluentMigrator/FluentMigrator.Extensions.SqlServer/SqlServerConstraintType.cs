namespace FluentMigrator;

public enum SqlServerConstraintType
{
    Clustered = 0,
    NonClustered = 1,
}
