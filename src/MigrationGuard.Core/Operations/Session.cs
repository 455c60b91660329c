using MigrationGuard.Collections;

namespace MigrationGuard.Operations;

/// <summary>How long a setting lasts.</summary>
public enum SettingScope
{
    /// <summary>Until the session ends or the setting is changed.</summary>
    Session,

    /// <summary>Until the transaction ends (SET LOCAL, <c>set_config(…, true)</c>).</summary>
    Transaction,
}

/// <summary>SET, <c>SELECT set_config(…)</c>, T-SQL SET. <paramref name="Name"/> is lower case; <paramref name="Value"/> is a single string without its quotes, anything else as written (<c>app, public</c>); null means reset.</summary>
public sealed record SetSetting(string Name, string? Value, SettingScope Scope) : Operation;

/// <summary>BEGIN, START TRANSACTION, BEGIN TRAN.</summary>
public sealed record BeginTransaction : Operation
{
    /// <summary>Isolation level and the like, as written; null when nothing is.</summary>
    public string? Modes { get; init; }
}

/// <summary>COMMIT, END.</summary>
public sealed record CommitTransaction : Operation;

/// <summary>ROLLBACK, ABORT; back to a savepoint when <see cref="Savepoint"/> is given.</summary>
public sealed record RollbackTransaction : Operation
{
    /// <summary>The savepoint, if written.</summary>
    public string? Savepoint { get; init; }
}

/// <summary>SAVEPOINT, SAVE TRAN.</summary>
public sealed record SetSavepoint(string Name) : Operation;

/// <summary>RELEASE SAVEPOINT.</summary>
public sealed record ReleaseSavepoint(string Name) : Operation;

/// <summary>PREPARE TRANSACTION, COMMIT PREPARED, ROLLBACK PREPARED.</summary>
public sealed record PreparedTransaction(string Command, string Gid) : Operation;

/// <summary>T-SQL <c>GO</c>: the end of a batch. A count other than 1 repeats the batch.</summary>
public sealed record EndBatch(int Count) : Operation;

/// <summary>A psql meta command without effect on the schema (<c>\echo</c>, <c>\set</c>), or sqlcmd's <c>:setvar</c>. <c>\i</c> is <see cref="UnreadSql"/>.</summary>
public sealed record ClientCommand(string Text) : Operation;

/// <summary>
/// A branch of a migration that its framework runs only on databases of these names: FluentMigrator's <c>IfDatabase("Postgres")</c>. It sends nothing itself;
/// the statements of the branch stand behind it where they may run in this dialect.
/// </summary>
public sealed record DatabaseCondition(EquatableList<string> Names) : Operation
{
    /// <summary>The name under which the framework knows the database now, when none of the names means it any more; null when one does.</summary>
    public string? KnownAs { get; init; }

    /// <summary>How the framework is told of the database, for people: <c>AddPostgres() of FluentMigrator 7.1 and later</c>.</summary>
    public string Registration { get; init; } = "";
}

/// <summary>A DO block or T-SQL control flow (IF, WHILE, TRY, DECLARE) whose inner statements follow as steps of their own, marked conditional.</summary>
public sealed record ControlFlow(string Text) : Operation
{
    /// <summary>The change that it makes range by range until no row is left that fulfils the condition, where it is a loop that this library wrote; else null.</summary>
    public UpdateRows? Repeats { get; init; }
}
