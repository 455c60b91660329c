using MigrationGuard.Operations;
using static MigrationGuard.Sql.TSql.Writing.Clauses;

namespace MigrationGuard.Sql.TSql.Writing;

/// <summary>Writes views, routines and triggers.</summary>
internal static class ModuleWriter
{
    public static string? Write(Operation operation) => operation switch
    {
        CreateView { Materialized: false } view => View(view),
        CreateRoutine { Kind: RoutineKind.Function or RoutineKind.Procedure } routine => Routine(routine),
        CreateTrigger trigger => $"{Verb(trigger.Replace)} TRIGGER {TSqlNames.Quote(new ObjectName(trigger.Of.Schema, trigger.Name))} {trigger.Definition}",
        DropTrigger drop => Words("DROP TRIGGER", When(drop.IfExists, "IF EXISTS"), TSqlNames.Quote(new ObjectName(drop.Of.Schema, drop.Name))),
        SwitchTrigger { IsRule: false } change =>
            $"{ColumnWriter.Alter(change.Of)} {(change.Enable ? "ENABLE" : "DISABLE")} TRIGGER {(change.Name == "ALL" ? "ALL" : TSqlNames.Quote(change.Name))}",
        _ => null,
    };

    private static string View(CreateView view)
    {
        var statement = Lines(
            Words(Verb(view.Replace), "VIEW", TSqlNames.Quote(view.Name), Names(view.Columns), view.Options),
            "AS",
            view.Query.Text,
            When(view.CheckOption, "WITH CHECK OPTION"));
        return view.IfNotExists ? GuardWriter.UnlessObject(true, view.Name, "V", GuardWriter.Executed(statement)) : statement;
    }

    private static string Routine(CreateRoutine routine)
    {
        var kind = routine.Kind == RoutineKind.Function ? "FUNCTION" : "PROCEDURE";
        return Lines(Words(Verb(routine.Replace), kind, TSqlNames.Quote(routine.Name), routine.Signature), "AS", routine.Body?.Text);
    }

    private static string Verb(bool replace) => replace ? "CREATE OR ALTER" : "CREATE";
}
