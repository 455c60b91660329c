using MigrationGuard.Collections;

namespace MigrationGuard.Operations;

/// <summary>CREATE SEQUENCE. <see cref="Options"/> are as written.</summary>
public sealed record CreateSequence(ObjectName Name) : Operation
{
    /// <summary><c>IF NOT EXISTS</c>.</summary>
    public bool IfNotExists { get; init; }

    /// <summary>Everything after the name, as written.</summary>
    public string? Options { get; init; }
}

/// <summary>ALTER SEQUENCE. <paramref name="Options"/> are as written; <see cref="Restarts"/> when ids may repeat.</summary>
public sealed record AlterSequence(ObjectName Name, string Options) : Operation
{
    /// <summary>Whether RESTART, INCREMENT, MINVALUE, MAXVALUE or CYCLE is changed.</summary>
    public bool Restarts { get; init; }
}

/// <summary>CREATE VIEW, ALTER VIEW (T-SQL) or CREATE MATERIALIZED VIEW.</summary>
public sealed record CreateView(ObjectName Name, SqlExpression Query) : Operation
{
    /// <inheritdoc />
    public override ObjectName? Table => Name;

    /// <summary>Column names, if written.</summary>
    public EquatableList<string> Columns { get; init; }

    /// <summary>The select list where it is simple enough to read: output name of each column; null when it could not be read.</summary>
    public EquatableList<string>? OutputColumns { get; init; }

    /// <summary>The tables in the outermost FROM; empty when it could not be read.</summary>
    public EquatableList<ObjectName> Sources { get; init; }

    /// <summary><c>OR REPLACE</c>, <c>OR ALTER</c>, ALTER VIEW.</summary>
    public bool Replace { get; init; }

    /// <summary><c>IF NOT EXISTS</c>.</summary>
    public bool IfNotExists { get; init; }

    /// <summary>Whether it is a materialized view.</summary>
    public bool Materialized { get; init; }

    /// <summary>Whether WITH CHECK OPTION is written.</summary>
    public bool CheckOption { get; init; }

    /// <summary>Whether the query is a plain SELECT of columns of one table, so that the view accepts writes.</summary>
    public bool Updatable { get; init; }

    /// <summary>Whether the query restricts rows (WHERE, JOIN, LIMIT, DISTINCT, set operation).</summary>
    public bool Restricts { get; init; }

    /// <summary>What stands between the columns and AS, as written: T-SQL WITH SCHEMABINDING, PostgreSQL WITH (security_invoker = true), TABLESPACE.</summary>
    public string? Options { get; init; }
}

/// <summary>REFRESH MATERIALIZED VIEW.</summary>
public sealed record RefreshView(ObjectName Name) : Operation
{
    /// <inheritdoc />
    public override ObjectName? Table => Name;

    /// <summary><c>CONCURRENTLY</c>.</summary>
    public bool Concurrently { get; init; }

    /// <summary><c>WITH NO DATA</c>.</summary>
    public bool NoData { get; init; }
}

/// <summary>A function or a procedure.</summary>
public enum RoutineKind
{
    /// <summary>FUNCTION.</summary>
    Function,

    /// <summary>PROCEDURE.</summary>
    Procedure,

    /// <summary>AGGREGATE.</summary>
    Aggregate,
}

/// <summary>
/// CREATE or ALTER (T-SQL) FUNCTION or PROCEDURE. <paramref name="Signature"/> is everything after the name as written: parameters, RETURNS,
/// options. In PostgreSQL without LANGUAGE, volatility and body, which have their own properties.
/// </summary>
public sealed record CreateRoutine(RoutineKind Kind, ObjectName Name, string Signature) : Operation
{
    /// <summary><c>OR REPLACE</c>, <c>OR ALTER</c>, T-SQL ALTER.</summary>
    public bool Replace { get; init; }

    /// <summary>The language in lower case; <c>tsql</c> for T-SQL.</summary>
    public string? Language { get; init; }

    /// <summary>The volatility in lower case; null when not written.</summary>
    public string? Volatility { get; init; }

    /// <summary>The body without its quotes (<c>BEGIN ATOMIC … END</c> and <c>RETURN …</c> have none and are kept whole); null when there is none.</summary>
    public SqlExpression? Body { get; init; }
}

/// <summary>CREATE TRIGGER. <paramref name="Definition"/> is everything after the trigger's name, as written, table included.</summary>
public sealed record CreateTrigger(string Name, ObjectName Of, string Definition) : TableOperation(Of)
{
    /// <summary>PostgreSQL <c>CREATE CONSTRAINT TRIGGER</c>.</summary>
    public bool IsConstraint { get; init; }

    /// <summary><c>OR REPLACE</c>, <c>OR ALTER</c>, T-SQL ALTER.</summary>
    public bool Replace { get; init; }

    /// <summary>Whether it replaces the write (INSTEAD OF).</summary>
    public bool InsteadOf { get; init; }

    /// <summary>The function it calls (PostgreSQL).</summary>
    public ObjectName? Function { get; init; }
}

/// <summary>DROP TRIGGER, RULE or POLICY.</summary>
public sealed record DropTrigger(string Name, ObjectName Of) : TableOperation(Of)
{
    /// <summary><c>IF EXISTS</c>.</summary>
    public bool IfExists { get; init; }

    /// <summary><c>CASCADE</c>.</summary>
    public bool Cascade { get; init; }
}

/// <summary>ENABLE or DISABLE TRIGGER or RULE; <paramref name="Name"/> is <c>ALL</c> or <c>USER</c> for many.</summary>
public sealed record SwitchTrigger(ObjectName Of, string Name, bool Enable) : TableOperation(Of)
{
    /// <summary>Whether a rule is meant.</summary>
    public bool IsRule { get; init; }

    /// <summary><c>ALWAYS</c> or <c>REPLICA</c>, if written.</summary>
    public string? Mode { get; init; }
}

/// <summary>CREATE RULE (PostgreSQL). <paramref name="Definition"/> is everything after AS, as written, table included.</summary>
public sealed record CreateRule(string Name, ObjectName Of, string Definition) : TableOperation(Of)
{
    /// <summary><c>OR REPLACE</c>.</summary>
    public bool Replace { get; init; }

    /// <summary>Whether it is DO INSTEAD.</summary>
    public bool Instead { get; init; }
}

/// <summary>DROP RULE (PostgreSQL).</summary>
public sealed record DropRule(string Name, ObjectName Of) : TableOperation(Of)
{
    /// <summary><c>IF EXISTS</c>.</summary>
    public bool IfExists { get; init; }

    /// <summary><c>CASCADE</c>.</summary>
    public bool Cascade { get; init; }
}

/// <summary>The kind of an object that has no operations of its own.</summary>
public enum ObjectKind
{
    /// <summary>A schema.</summary>
    Schema,

    /// <summary>A database.</summary>
    Database,

    /// <summary>A view.</summary>
    View,

    /// <summary>A materialized view.</summary>
    MaterializedView,

    /// <summary>A sequence.</summary>
    Sequence,

    /// <summary>A function, procedure or aggregate.</summary>
    Routine,

    /// <summary>An extension.</summary>
    Extension,

    /// <summary>A role, user, login.</summary>
    Role,

    /// <summary>A publication or subscription, T-SQL change tracking and CDC.</summary>
    Replication,

    /// <summary>An event trigger or T-SQL DDL trigger.</summary>
    EventTrigger,

    /// <summary>A T-SQL synonym.</summary>
    Synonym,

    /// <summary>A collation, cast, operator, text search object, foreign server, statistics object, full-text object …</summary>
    Other,
}

/// <summary>CREATE of an object that has no operation of its own. <paramref name="Definition"/> is everything after CREATE, as written.</summary>
public sealed record CreateObject(ObjectKind Kind, ObjectName Name, string Definition) : Operation
{
    /// <summary><c>IF NOT EXISTS</c>.</summary>
    public bool IfNotExists { get; init; }
}

/// <summary>ALTER of an object that has no operation of its own. <paramref name="Change"/> is everything after ALTER, as written.</summary>
public sealed record AlterObject(ObjectKind Kind, ObjectName Name, string Change) : Operation;

/// <summary>RENAME or SET SCHEMA of a view, sequence, routine, schema or database; <paramref name="NewName"/> is the old name when only the schema changes.</summary>
public sealed record RenameObject(ObjectKind Kind, ObjectName Name, string NewName) : Operation
{
    /// <summary>The schema the object moves to, if it moves.</summary>
    public string? NewSchema { get; init; }

    /// <summary>Argument types of a routine, as written without parentheses, null without any; or the words that say what an <see cref="ObjectKind.Other"/> is.</summary>
    public string? Signature { get; init; }
}

/// <summary>DROP of a view, sequence, routine, schema, database, extension and so on; one operation per object.</summary>
public sealed record DropObject(ObjectKind Kind, ObjectName Name) : Operation
{
    /// <summary><c>IF EXISTS</c>.</summary>
    public bool IfExists { get; init; }

    /// <summary><c>CASCADE</c>.</summary>
    public bool Cascade { get; init; }

    /// <summary>
    /// Argument types of a routine, as written without parentheses, null without any; or the words that say what an
    /// <see cref="ObjectKind.Other"/> is (<c>TEXT SEARCH CONFIGURATION</c>), PUBLICATION or SUBSCRIPTION too.
    /// </summary>
    public string? Signature { get; init; }
}

/// <summary>COMMENT ON, SECURITY LABEL, T-SQL extended properties. Nothing that a client can notice.</summary>
public sealed record Annotate(string Text) : Operation;
