using System.Globalization;
using MigrationGuard.Cli.Reports;
using MigrationGuard.Planning;

namespace MigrationGuard.Cli.Plans;

/// <summary>Plans for people, pull requests and programs.</summary>
internal static class PlanReports
{
    /// <summary>The forms.</summary>
    public static IReadOnlyList<(string Word, Action<IReadOnlyList<PhasedPlan>, TextWriter> Value)> Formats { get; } = [("text", Text), ("markdown", Markdown), ("json", Json)];

    /// <summary>Yes when every migration is planned and nothing dangerous remains, no when something does, unknown when a migration is left.</summary>
    public static ExitCode Verdict(IReadOnlyList<PhasedPlan> plans) => plans.Any(plan => plan.Left.Count > 0) ? ExitCode.Unknown
        : plans.Any(plan => plan.Parts.Exists(part => part.Remains.Count > 0)) ? ExitCode.No
        : ExitCode.Yes;

    private static void Text(IReadOnlyList<PhasedPlan> plans, TextWriter output)
    {
        foreach (var plan in plans)
        {
            output.Write($"-- {Summary(plan)}\n");
            foreach (var phase in plan.Parts.GroupBy(part => part.Phase))
            {
                output.Write($"\n-- ===== {Names.Of(phase.Key)}: {PlanText.Sentence(phase.Key)}\n");
                foreach (var part in phase)
                {
                    output.Write("\n" + PlanText.Script(part, plan.Server));
                }
            }

            foreach (var left in plan.Left)
            {
                output.Write($"\n-- NOT PLANNED: {PlanText.Sentence(left)}\n");
            }
        }
    }

    private static void Markdown(IReadOnlyList<PhasedPlan> plans, TextWriter output)
    {
        foreach (var plan in plans)
        {
            output.Write($"### Plan: {Summary(plan)}\n");
            foreach (var left in plan.Left)
            {
                output.Write($"\n**not planned** {PlanText.Sentence(left)}\n");
            }

            foreach (var phase in plan.Parts.GroupBy(part => part.Phase))
            {
                output.Write($"\n#### {Names.Of(phase.Key)} – {PlanText.Sentence(phase.Key)}\n");
                foreach (var part in phase)
                {
                    output.Write($"\n{string.Join("  \n", PlanText.Comments(part))}\n\n```sql\n{string.Concat(PartSql.Of(part, plan.Server).Select(statement => statement.TrimEnd() + ";\n"))}```\n");
                }
            }
        }
    }

    private static void Json(IReadOnlyList<PhasedPlan> plans, TextWriter output) => JsonText.Write(output, json =>
    {
        json.WriteStartObject();
        json.WriteNumber("formatVersion", 1);
        json.WriteStartArray("plans");
        foreach (var plan in plans)
        {
            PlanJson.Write(plan, json);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    });

    private static string Summary(PhasedPlan plan)
    {
        var planned = plan.Parts.Select(part => part.Migration).Distinct().Count();
        var left = plan.Left.Count == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $", {Names.Count(plan.Left.Count, "migration")} left to their runner");
        return $"{Names.Count(planned, "migration")} for {plan.Server.Name} in {Names.Count(plan.Parts.Count, "part")}{left}";
    }
}
