namespace MigrationGuard.Operations;

/// <summary>
/// One schema or data change as written. The family is closed: every operation is one of the records of this namespace, and what could not be
/// read is <see cref="UnreadSql"/>. Operations say what was written; <see cref="Classifying.Classification"/> says what it does.
/// </summary>
public abstract record Operation
{
    private protected Operation()
    {
    }

    /// <summary>The table (or view, or materialized view) that the operation names as its target, if it has one.</summary>
    public virtual ObjectName? Table => null;
}
