namespace FluentMigrator;

public enum PostgresGenerationType
{
    Always = 0,
    ByDefault = 1,
}

public enum PostgresIdentityModificationType
{
    Add = 0,
    Set = 1,
    Drop = 2,
    DropIfExists = 3,
}

public enum PostgresOverridingIdentityValuesType
{
    System = 0,
    User = 1,
}
