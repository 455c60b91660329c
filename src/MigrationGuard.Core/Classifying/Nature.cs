using MigrationGuard.Operations;

namespace MigrationGuard.Classifying;

/// <summary>What an operation is for, whatever it does to clients in a given state.</summary>
internal enum Nature
{
    /// <summary>Anything else: where it breaks nobody, it may stand in a migration of any phase.</summary>
    Other,

    /// <summary>It makes something that the new version may need.</summary>
    Addition,

    /// <summary>It changes rows.</summary>
    Data,
}

/// <summary>The natures of the operations.</summary>
internal static class Natures
{
    public static Nature Of(Operation operation) => operation switch
    {
        CreateTable { Temporary: true } => Nature.Other,
        CreateTable or AddColumn or CreateIndex or CreateView or CreateEnum or AddEnumValue or CreateType or CreateDomain or CreateSequence
            or CreateRoutine or CreateTrigger or CreateRule or CreateObject or AttachPartition => Nature.Addition,
        InsertRows or UpdateRows or DeleteRows or MergeRows or TruncateTables or CopyRows { Writes: true } or RefreshView or SwitchPartition
            or ChangePartitionRange => Nature.Data,
        _ => Nature.Other,
    };

    /// <summary>Whether it only takes something away.</summary>
    public static bool IsRemoval(Operation operation)
        => operation is DropTable or DropColumn or DropIndex or DropConstraint or DropObject or DropTrigger or DropRule or DropType;
}
