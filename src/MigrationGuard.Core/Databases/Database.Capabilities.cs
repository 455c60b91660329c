using MigrationGuard.Operations;

namespace MigrationGuard.Databases;

/// <content>Named capabilities: what rules ask instead of asking which product it is. The base answers are those of a server that has nothing special.</content>
public abstract partial class Database
{
    /// <summary>Whether an index can be built while writes go on.</summary>
    public bool HasOnlineIndex => OnlineIndexOption is not null;

    /// <summary>Whether REINDEX CONCURRENTLY exists.</summary>
    public virtual bool HasReindexConcurrently => false;

    /// <summary>Whether DETACH PARTITION … CONCURRENTLY exists.</summary>
    public virtual bool HasDetachConcurrently => false;

    /// <summary>Whether a NOT NULL constraint can be added NOT VALID and validated later.</summary>
    public virtual bool HasNotNullNotValid => false;

    /// <summary>Whether tables and indexes can be created unless they are there.</summary>
    public virtual bool HasCreateIfNotExists => false;

    /// <summary>Whether SET NOT NULL believes a validated CHECK and does not scan.</summary>
    public virtual bool NotNullBelievesCheck => false;

    /// <summary>Whether a constraint can be validated while reads and writes go on.</summary>
    public virtual bool ValidatesOnline => false;

    /// <summary>Whether a foreign key of a partitioned table can be added NOT VALID.</summary>
    public virtual bool HasForeignKeyNotValidOnPartitioned => true;

    /// <summary>Whether an index of a partitioned table can be built online in one statement.</summary>
    public virtual bool HasOnlineIndexOnPartitioned => true;

    /// <summary>Whether computed columns that are not stored exist.</summary>
    public virtual bool HasVirtualGenerated => false;

    /// <summary>Whether a value added to an enum can be used in the same transaction if the type was created in it too.</summary>
    public virtual bool EnumValueUsableInTransactionOfItsType => true;

    /// <summary>Whether a value added to an enum can be used before the transaction commits.</summary>
    public virtual bool EnumValueUsableBeforeCommit => true;

    /// <summary>Whether an online build that fails leaves an invalid index behind.</summary>
    public virtual bool FailedOnlineBuildLeavesIndex => false;

    /// <summary>Whether an online operation ends under a strong lock that waits for all transactions and blocks newcomers meanwhile.</summary>
    public virtual bool OnlineEndsUnderStrongLock => false;

    /// <summary>Whether a unique index treats two NULLs as equal when nothing else is written.</summary>
    public virtual bool UniqueTreatsNullsEqual => false;

    /// <summary>Whether ALTER COLUMN without NULL or NOT NULL makes the column nullable.</summary>
    public virtual bool UnstatedNullabilityMeansNullable => false;

    /// <summary>Whether ALTER COLUMN without COLLATE sets the collation of the database.</summary>
    public virtual bool UnstatedCollationMeansDefault => false;

    /// <summary>Whether an added nullable column with a default leaves existing rows NULL unless WITH VALUES is written.</summary>
    public virtual bool DefaultNeedsWithValues => false;

    /// <summary>Whether DROP COLUMN fails while an index, constraint or default uses the column; otherwise it silently drops them.</summary>
    public virtual bool DropColumnFailsWithDependents => false;

    /// <summary>Whether views and other objects follow a rename of what they refer to.</summary>
    public virtual bool ReferencesFollowRenames => true;

    /// <summary>Whether views that select <c>*</c> show wrong columns after the table changed, until they are refreshed.</summary>
    public virtual bool StarViewsGoStale => false;

    /// <summary>Whether an INSERT without column list fails after a column was added at the end.</summary>
    public virtual bool PositionalInsertNeedsAllColumns => false;

    /// <summary>Whether statements prepared on the server fail after the result type changed (<c>cached plan must not change result type</c>).</summary>
    public virtual bool PreparedStatementsFailOnNewColumns => false;

    /// <summary>Whether a trigger makes an INSERT or UPDATE with OUTPUT but without INTO fail.</summary>
    public virtual bool TriggersBreakOutput => false;

    /// <summary>Whether filtered indexes, indexed views and indexes on computed columns make writes of sessions with other SET options fail.</summary>
    public virtual bool FilteredIndexNeedsSetOptions => false;

    /// <summary>Whether replacing a view fails unless it keeps its columns, in their order, before any new ones.</summary>
    public virtual bool ReplacedViewKeepsColumns => false;

    /// <summary>Whether MERGE works through an updatable view.</summary>
    public virtual bool ViewsAcceptMerge => true;

    /// <summary>What clients see of a violated constraint: the SQLSTATE or error number.</summary>
    public abstract string CodeOf(Violation violation);

    /// <summary>What a view under a table's old name does not carry though it takes reads and writes, in words.</summary>
    public virtual IReadOnlyList<string> NotCarriedByViews => ["TRUNCATE", "foreign keys to it"];

    /// <summary>Whether several statements sent as one batch run in one transaction.</summary>
    public virtual bool BatchIsTransaction => false;

    /// <summary>Whether a failed statement lets the script go on unless XACT_ABORT is on.</summary>
    public virtual bool NeedsXactAbort => false;

    /// <summary>Whether a batch is compiled as a whole, so that it cannot use a column that it adds.</summary>
    public virtual bool CompilesWholeBatch => false;

    /// <summary>Whether BEGIN in a transaction counts, so that only the outermost COMMIT commits; otherwise it does nothing.</summary>
    public virtual bool NestsTransactions => false;

    /// <summary>Whether a block or executed string may end a transaction that was opened around it; otherwise it fails.</summary>
    public virtual bool BlocksEndTransactions => true;

    /// <summary>Whether a name that is too long is cut silently; otherwise it is refused.</summary>
    public virtual bool CutsLongNames => false;

    /// <summary>Whether ROLLBACK takes back settings too.</summary>
    public virtual bool RollsBackSettings => false;

    /// <summary>Whether a constraint or index without a name gets one that can be foretold (<c>users_email_key</c>).</summary>
    public virtual bool ChoosesReadableNames => false;

    /// <summary>Whether queries can name an index.</summary>
    public virtual bool HasIndexHints => false;

    /// <summary>Whether an upsert (ON CONFLICT) fails without a unique index on exactly its columns.</summary>
    public virtual bool UpsertsNeedUniqueIndex => false;

    /// <summary>Whether schema changes can be rolled back.</summary>
    public virtual bool TransactionalDdl => true;

    /// <summary>The codes of errors that rules speak of.</summary>
    public abstract ServerErrors Errors { get; }

    /// <summary>The setting that limits the wait for a lock, as <see cref="SetSetting.Name"/> has it.</summary>
    public abstract string LockTimeoutSetting { get; }

    /// <summary>The setting that limits a statement, or null.</summary>
    public virtual string? StatementTimeoutSetting => null;

    /// <summary>The setting that limits a transaction, or null.</summary>
    public virtual string? TransactionTimeoutSetting => null;

    /// <summary>A statement that limits the wait for a lock to some seconds.</summary>
    public abstract string SetLockTimeout(int seconds);

    /// <summary>The wait in milliseconds that a value of <see cref="LockTimeoutSetting"/> means; null when it means no limit or cannot be read.</summary>
    public abstract long? LockTimeoutMilliseconds(string value);

    /// <summary>Whether ALTER COLUMN can run online.</summary>
    public virtual bool HasOnlineAlterColumn => false;

    /// <summary>Whether an index rebuild can be resumable.</summary>
    public virtual bool HasResumableRebuild => false;

    /// <summary>Whether an index build can be resumable.</summary>
    public virtual bool HasResumableIndex => false;

    /// <summary>Whether adding a primary key or unique constraint can be resumable.</summary>
    public virtual bool HasResumableConstraint => false;

    /// <summary>Whether an online rebuild or a partition switch can wait at low priority.</summary>
    public virtual bool HasLowPriorityRebuild => false;

    /// <summary>Whether an online index build can wait at low priority.</summary>
    public virtual bool HasLowPriorityIndex => false;

    /// <summary>Whether dropping an ordinary index can be online.</summary>
    public virtual bool HasOnlineDropIndex => false;

    /// <summary>The number of rows or locks of one statement at which row locks become a lock on the table; null when that never happens.</summary>
    public virtual int? LockEscalation => null;

    /// <summary>The longest index key in bytes; null when the server has no fixed limit.</summary>
    public abstract int? MaximumIndexKeyBytes(bool clustered);

    /// <summary>The longest row in bytes beyond which values move off the row; null when rows are not limited so.</summary>
    public virtual int? MaximumRowBytes => null;

    /// <summary>Whether values of the type can be compared for equality (DISTINCT, GROUP BY, UNION).</summary>
    public abstract bool HasEquality(DataType type);

    /// <summary>Whether values of the type may be longer than an index key.</summary>
    public abstract bool IsUnbounded(DataType type);

    /// <summary>The longest value of the type in bytes as an index key; null when it is not known or not limited.</summary>
    public abstract int? MaximumBytes(DataType type);

    /// <summary>A condition that selects one batch of rows by their key: those that satisfy <paramref name="where"/>, at most <paramref name="size"/> of them.</summary>
    public abstract string BatchCondition(string key, ObjectName table, string? where, int size);
}
