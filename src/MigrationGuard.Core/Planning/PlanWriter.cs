using System.Globalization;
using System.Text;
using MigrationGuard.Databases;
using MigrationGuard.Operations;
using MigrationGuard.Sql;

namespace MigrationGuard.Planning;

/// <summary>A plan as SQL: numbered parts, each of which is a migration of its own with the directives and the timeout it needs.</summary>
internal static class PlanWriter
{
    /// <summary>The text, without an end of line behind it.</summary>
    public static string Write(Plan plan, Database database)
    {
        var text = new StringBuilder(plan.Note is null ? "" : $"-- {plan.Note}\n");
        for (var i = 0; i < plan.Parts.Count; i++)
        {
            var part = plan.Parts[i];
            text.AppendFormat(CultureInfo.InvariantCulture, "{0}-- {1}. {2}: {3}\n", i > 0 ? "\n" : "", i + 1, Word(part.Stage), part.What);
            if (part.Question is not null)
            {
                text.Append(part.Question).Append(";\n");
            }
            else if (part.Operations.Count > 0)
            {
                Write(part, database, text);
            }
        }

        return text.ToString().TrimEnd();
    }

    private static void Write(PlanPart part, Database database, StringBuilder text)
    {
        text.Append(part.Stage == PlanStage.Contract ? "-- migrationguard: phase contract\n" : "").Append(part.OutsideTransaction ? "-- migrationguard: no-transaction\n" : "");
        var writer = Sqls.Writer(database.Syntax.Dialect);
        if (part.Stage != PlanStage.Migrate)
        {
            text.Append(writer.Write(Recipes.Of(database).LockTimeout)).Append(";\n");
        }

        foreach (var operation in part.Operations)
        {
            text.Append(writer.Write(operation) ?? (operation as ControlFlow)?.Text).Append(";\n");
        }
    }

    private static string Word(PlanStage stage) => stage switch
    {
        PlanStage.Expand => "expand",
        PlanStage.Migrate => "migrate",
        PlanStage.Contract => "contract",
        PlanStage.Ask => "ask",
        _ => "then",
    };
}
