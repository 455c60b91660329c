namespace FluentMigrator;

public enum MigrationStage
{
    BeforeAll = 0,
    BeforeEach = 1,
    AfterEach = 2,
    BeforeProfiles = 3,
    AfterAll = 4,
}

public enum SystemMethods
{
    NewGuid = 0,
    NewSequentialId = 1,
    CurrentDateTime = 2,
    CurrentDateTimeOffset = 3,
    CurrentUTCDateTime = 4,
    CurrentUser = 5,
}

public enum TagBehavior
{
    RequireAll = 0,
    RequireAny = 1,
}

public enum TransactionBehavior
{
    Default = 0,
    None = 1,
}
