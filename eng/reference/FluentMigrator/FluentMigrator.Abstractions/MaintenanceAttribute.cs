namespace FluentMigrator;

[AttributeUsage(AttributeTargets.Class, AllowMultiple = false, Inherited = false)]
public class MaintenanceAttribute : Attribute
{
    public MaintenanceAttribute(MigrationStage stage)
    {
        Stage = stage;
    }

    public MaintenanceAttribute(MigrationStage stage, TransactionBehavior transactionBehavior)
    {
        Stage = stage;
        TransactionBehavior = transactionBehavior;
    }

    public MigrationStage Stage { get; }

    public TransactionBehavior TransactionBehavior { get; }
}
