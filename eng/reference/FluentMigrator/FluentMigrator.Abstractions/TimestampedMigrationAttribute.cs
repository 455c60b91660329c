namespace FluentMigrator;

public class TimestampedMigrationAttribute : MigrationAttribute
{
    public TimestampedMigrationAttribute(ushort year, ushort month, ushort day, ushort hour, ushort minute, ushort second)
        : base(Stamp(year, month, day, hour, minute, second))
    {
    }

    public TimestampedMigrationAttribute(ushort year, ushort month, ushort day, ushort hour, ushort minute)
        : base(Stamp(year, month, day, hour, minute, 0))
    {
    }

    public TimestampedMigrationAttribute(ushort year, ushort month, ushort day, ushort hour, ushort minute, string description)
        : base(Stamp(year, month, day, hour, minute, 0), description)
    {
    }

    public TimestampedMigrationAttribute(ushort year, ushort month, ushort day, ushort hour, ushort minute, ushort second, string description)
        : base(Stamp(year, month, day, hour, minute, second), description)
    {
    }

    public TimestampedMigrationAttribute(ushort year, ushort month, ushort day, ushort hour, ushort minute, TransactionBehavior transactionBehavior)
        : base(Stamp(year, month, day, hour, minute, 0), transactionBehavior)
    {
    }

    public TimestampedMigrationAttribute(ushort year, ushort month, ushort day, ushort hour, ushort minute, ushort second, TransactionBehavior transactionBehavior)
        : base(Stamp(year, month, day, hour, minute, second), transactionBehavior)
    {
    }

    public TimestampedMigrationAttribute(ushort year, ushort month, ushort day, ushort hour, ushort minute, TransactionBehavior transactionBehavior, string description)
        : base(Stamp(year, month, day, hour, minute, 0), transactionBehavior, description)
    {
    }

    public TimestampedMigrationAttribute(ushort year, ushort month, ushort day, ushort hour, ushort minute, ushort second, TransactionBehavior transactionBehavior, string description)
        : base(Stamp(year, month, day, hour, minute, second), transactionBehavior, description)
    {
    }

    private static long Stamp(int year, int month, int day, int hour, int minute, int second) =>
        (((((year * 100L) + month) * 100 + day) * 100 + hour) * 100 + minute) * 100 + second;
}
