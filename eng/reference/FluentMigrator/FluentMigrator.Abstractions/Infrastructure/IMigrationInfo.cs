namespace FluentMigrator.Infrastructure;

public interface IMigrationInfo
{
    long Version { get; }
    string Description { get; }
    TransactionBehavior TransactionBehavior { get; }
    IMigration Migration { get; }
    bool IsBreakingChange { get; }
    object Trait(string name);
    bool HasTrait(string name);
    string GetName();
}
