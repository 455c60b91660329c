using MigrationGuard.Rules.Compatibility;
using MigrationGuard.Rules.Data;
using MigrationGuard.Rules.DataLoss;
using MigrationGuard.Rules.Failures;
using MigrationGuard.Rules.Locking;
using MigrationGuard.Rules.Practice;
using MigrationGuard.Rules.Reading;
using MigrationGuard.Rules.Release;
using MigrationGuard.Rules.Transactions;

namespace MigrationGuard.Rules;

/// <summary>All rules, in the order of their ids. A rule that is not in this list does not exist; a test compares it with the assembly.</summary>
public static class RuleCatalog
{
    /// <summary>The rules.</summary>
    public static IReadOnlyList<Rule> All { get; } =
    [
        new IndexBlocksWrites(),
        new VolatileDefaultRewritesTable(),
        new NumberingRewritesTable(),
        new StoredColumnRewritesTable(),
        new DomainColumnRewritesTable(),
        new ColumnCheckScansTable(),
        new ColumnForeignKeyScansTable(),
        new ColumnUniqueBuildsIndex(),
        new TypeChangeRewritesTable(),
        new TypeChangeRebuildsIndexes(),
        new TypeChangeChecksAgain(),
        new SetNotNullScansTable(),
        new DropIndexBlocks(),
        new ReindexBlocks(),
        new AddedColumnIsWritten(),
        new AlteredColumnIsWritten(),
        new IndexBuiltOffline(),
        new OnlineWithoutLowPriority(),
        new OnlineInTransaction(),
        new RebuildOffline(),
        new ConstraintCheckedUnderLock(),
        new SwitchWaitsForEverybody(),
        new PartitionRangeMovesRows(),
        new RequiredColumnAdded(),
        new ColumnWithoutEquality(),
        new TypeChangeUnsettlesPreparedStatements(),
        new DiscriminatorAdded(),
        new DefaultDropped(),
        new TypeConversionBreaksBoth(),
        new NarrowedColumnRefusesOldWrites(),
        new NotNullRefusesOldWrites(),
        new NullsReachOldReaders(),
        new ColumnRenamed(),
        new DefaultChanged(),
        new IdentityChanged(),
        new GeneratedColumnReleased(),
        new IndexDropped(),
        new UniqueIndexDropped(),
        new IndexReplacedWithGap(),
        new UniqueIndexOnExistingTable(),
        new DataChangedUnderOldVersion(),
        new NewColumnMakesNamesAmbiguous(),
        new ForeignKeyFromNewTable(),
        new IndexOnUnboundedText(),
        new IndexExpressionRaises(),
        new SequenceWithoutGrant(),
        new DefaultLeavesOldRowsNull(),
        new NullabilityNotStated(),
        new CollationNotStated(),
        new ColumnMadeRequired(),
        new TriggerBreaksOutput(),
        new HistoryInterrupted(),
        new BlockersAreKilled(),
        new FilteredIndexNeedsOptions(),
        new IndexKeyTooLong(),
        new TypeChangeCutsValues(),
        new TableTruncated(),
        new DownDestroysNewData(),
        new WholeTableChanged(),
        new UnbatchedChange(),
        new InsertNotRepeatable(),
        new LargeInsert(),
        new LockTimeoutMissing(),
        new LockTimeoutTooLong(),
        new StatementTimeoutMissing(),
        new TransactionLeftOpen(),
        new NestedTransaction(),
        new CommitWithoutBegin(),
        new WorkUnderExclusiveLock(),
        new ManyTablesLocked(),
        new SeparateAlterTables(),
        new DataThenSchemaChange(),
        new NotRepeatable(),
        new XactAbortMissing(),
        new ConstantInUniqueColumn(),
        new IfNotExistsKeepsAnotherColumn(),
        new TypeChangeBlockedByDependent(),
        new TypeChangeNeedsUsing(),
        new IdentityStartsBelowRows(),
        new ForbiddenInTransaction(),
        new ConcurrentlyOnPartitioned(),
        new InvalidIndexKept(),
        new NameTooLong(),
        new OnlineNeedsEdition(),
        new ResumableInTransaction(),
        new OnlineNotSupported(),
        new ColumnUsedInItsBatch(),
        new ContractStillNeeded(),
        new PhaseMismatch(),
        new MixedPhaseMigration(),
        new DefaultDroppedInItsRelease(),
        new RenameShimDoesNotHold(),
        new DisguisedRename(),
        new ColumnRecreated(),
        new DuplicateVersion(),
        new StorageSettingForNewValues(),
        new WideTableGrows(),
        new SmallIntegerKey(),
        new ForeignKeyOfAnotherType(),
        new BetterType(),
        new UnnamedConstraint(),
        new MixedQualification(),
        new ConstraintNotTrusted(),
        new UnreadStatement(),
        new DatabaseUnknown(),
        new UnknownDirective(),
        new DirectiveNotUnderstood(),
        new IgnoreWithoutReason(),
        new IgnoreExpired(),
        new IgnoreUnused(),
        new IgnoreUnknownRule(),
    ];

    /// <summary>The rule with this id (ignoring case), or null.</summary>
    public static Rule? Find(string id)
    {
        foreach (var rule in All)
        {
            if (string.Equals(rule.Info.Id, id, StringComparison.OrdinalIgnoreCase) || string.Equals(rule.Info.Name, id, StringComparison.OrdinalIgnoreCase))
            {
                return rule;
            }
        }

        return null;
    }
}
