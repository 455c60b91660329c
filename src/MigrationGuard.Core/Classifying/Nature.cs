using MigrationGuard.Operations;

namespace MigrationGuard.Classifying;

/// <summary>What an operation is for, whatever it does to clients in a given state.</summary>
internal enum Nature
{
    /// <summary>It gives no version anything to use: sessions, transactions, maintenance, validation. It may stand in a migration of any phase.</summary>
    Neutral,

    /// <summary>It makes something that the new version may need.</summary>
    Addition,

    /// <summary>It changes rows.</summary>
    Data,

    /// <summary>It changes or removes what is there; harmless only where nothing hangs on it.</summary>
    Change,
}

/// <summary>The natures of the operations.</summary>
internal static class Natures
{
    public static Nature Of(Operation operation) => operation switch
    {
        CreateTable { Temporary: true } => Nature.Neutral,
        CreateTable or AddColumn or CreateIndex or CreateView or CreateEnum or AddEnumValue or CreateType or CreateDomain or CreateSequence
            or CreateRoutine or CreateTrigger or CreateRule or CreateObject or Grant or AttachPartition => Nature.Addition,
        InsertRows or UpdateRows or DeleteRows or MergeRows or TruncateTables or CopyRows { Writes: true } or RefreshView or SwitchPartition
            or ChangePartitionRange => Nature.Data,
        DropTable or DropColumn or RenameTable or RenameColumn or MoveTable or DropObject or RenameObject or DropType or RenameType
            or AlterColumnType or AlterType or AlterDomain or RenameEnumValue or CallRoutine or UnreadSql or Revoke or ChangeOwner => Nature.Change,
        _ => Nature.Neutral,
    };
}
