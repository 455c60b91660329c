using MigrationGuard.CSharp.Reading;

namespace MigrationGuard.CSharp.FluentMigrator;

/// <summary>
/// Knows the calls of FluentMigrator 3.2 to 8. Every call gives the SQL that the generators of 8.0.1 send (PostgreSQL 15, SQL Server 2016), which the reader of
/// the dialect turns into operations: so a migration in C# means what its SQL means.
/// </summary>
internal sealed class FluentMigratorReader : IFrameworkReader
{
    /// <inheritdoc />
    public void Read(MigrationCall call, MigrationScript script)
    {
        var fluent = new FluentCall(call.Chain, script);
        if (fluent.Is("IfDatabase") && !ConditionCalls.Enter(fluent))
        {
            return;
        }

        Read(fluent);
    }

    private static void Read(FluentCall call)
    {
        var root = call.Take();
        var what = call.Take();
        if (root is null || what is null)
        {
            call.Unread("the call ends before it says what it does");
            return;
        }

        var known = root.Name switch
        {
            "Create" => Create(call, what),
            "Alter" => TableCalls.Alter(call, what),
            "Delete" => DeleteCalls.Read(call, what),
            "Rename" => ObjectCalls.Rename(call, what),
            "Insert" => DataCalls.Insert(call, what),
            "Update" => DataCalls.Update(call, what),
            "Execute" => ExecuteCalls.Read(call, what),
            "Schema" => true,
            _ => false,
        };
        if (!known)
        {
            call.Script.Unread(what, $"{root.Name}.{what.Name} is no call of FluentMigrator that is known here");
        }
    }

    private static bool Create(FluentCall call, Link what) => what.Name switch
    {
        "Table" or "Column" => TableCalls.Create(call, what),
        "Index" => IndexCalls.Create(call, what),
        "ForeignKey" => KeyCalls.CreateForeignKey(call, what),
        "PrimaryKey" or "UniqueConstraint" => KeyCalls.CreateConstraint(call, what),
        "Schema" or "Sequence" or "SecurityLabel" => ObjectCalls.Create(call, what),
        _ => false,
    };
}
