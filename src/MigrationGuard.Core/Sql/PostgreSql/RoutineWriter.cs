using System.Globalization;
using MigrationGuard.Operations;
using static MigrationGuard.Sql.PostgreSql.NameWriter;

namespace MigrationGuard.Sql.PostgreSql;

/// <summary>Routines, triggers and rules.</summary>
internal static class RoutineWriter
{
    public static string? Write(Operation operation) => operation switch
    {
        CreateRoutine { Language: not "tsql" } create => Create(create),
        CreateTrigger { Function: not null } create => Trigger(create),
        DropTrigger drop => Drop("TRIGGER", drop.Name, drop.Of, (drop.IfExists, drop.Cascade)),
        SwitchTrigger change => TableWriter.Alter(
            change.Of,
            Words(change.Enable ? "ENABLE" : "DISABLE", change.Mode, change.IsRule ? "RULE" : "TRIGGER", Switched(change.Name))),
        CreateRule create => Lines(Words("CREATE", create.Replace ? "OR REPLACE" : null, "RULE", Name(create.Name), "AS"), create.Definition),
        DropRule drop => Drop("RULE", drop.Name, drop.Of, (drop.IfExists, drop.Cascade)),
        ControlFlow block when block.Text.StartsWith("DO", StringComparison.OrdinalIgnoreCase) => block.Text,
        _ => null,
    };

    private static string Create(CreateRoutine routine) => Lines(
        Words("CREATE", routine.Replace ? "OR REPLACE" : null, routine.Kind.ToString().ToUpperInvariant(), RoutineName(routine.Name) + Signature(routine)),
        routine.Language is null ? null : "LANGUAGE " + Name(routine.Language),
        routine.Volatility?.ToUpperInvariant(),
        routine.Body is null ? null : Body(routine.Body.Text));

    private static string Signature(CreateRoutine routine) =>
        routine.Signature.StartsWith("(", StringComparison.Ordinal) ? routine.Signature : " " + routine.Signature;

    private static string Body(string body)
    {
        if (body.StartsWith("BEGIN ATOMIC", StringComparison.OrdinalIgnoreCase) || body.StartsWith("RETURN ", StringComparison.OrdinalIgnoreCase))
        {
            return body;
        }

        var tag = "$$";
        for (var i = 0; body.IndexOf(tag, StringComparison.Ordinal) >= 0 || body.EndsWith("$", StringComparison.Ordinal) && i == 0; i++)
        {
            tag = i == 0 ? "$body$" : "$body" + i.ToString(CultureInfo.InvariantCulture) + "$";
        }

        return $"AS {tag}{body}{tag}";
    }

    private static string Trigger(CreateTrigger trigger) => Lines(
        Words("CREATE", trigger.Replace ? "OR REPLACE" : null, trigger.IsConstraint ? "CONSTRAINT" : null, "TRIGGER", Name(trigger.Name)),
        trigger.Definition);

    private static string Drop(string kind, string name, ObjectName table, (bool IfExists, bool Cascade) options) =>
        Words("DROP", kind, options.IfExists ? "IF EXISTS" : null, Name(name), "ON", Name(table), options.Cascade ? "CASCADE" : null);

    private static string Switched(string name) => name is "ALL" or "USER" ? name : Name(name);
}
