using System.Globalization;
using System.Text;
using MigrationGuard.Classifying;
using MigrationGuard.Databases;
using MigrationGuard.Planning;

namespace MigrationGuard.Cli.Plans;

/// <summary>A part of a plan as a script that says why it is there.</summary>
internal static class PlanText
{
    private static readonly string[] Begin = ["BEGIN"];

    private static readonly string[] Commit = ["COMMIT"];

    /// <summary>What a phase waits for.</summary>
    public static string Sentence(Phase phase) => phase switch
    {
        Phase.Expand => "before the switch: every live version works on",
        Phase.Migrate => "while both versions live, and before the new one is switched to",
        _ => "when no live version needs what goes",
    };

    /// <summary>What is left, and why.</summary>
    public static string Sentence(LeftMigration left) => $"{left.Migration}: {left.Place.Path}:{left.Place.Line.ToString(CultureInfo.InvariantCulture)} {left.Reason}";

    /// <summary>The comments above a part: where it comes from, why it is what it is, what has to be so, what stays dangerous.</summary>
    public static IEnumerable<string> Comments(PhasedPart part)
    {
        yield return $"{part.Place.Path}:{part.Place.Line.ToString(CultureInfo.InvariantCulture)}: {part.What}{(part.Rule is null ? "" : $" ({part.Rule})")}";
        if (part.Question is { } question)
        {
            yield return $"only when this answers 0 or nothing: {question}";
        }

        foreach (var remains in part.Remains)
        {
            yield return $"stays dangerous, {remains}";
        }
    }

    /// <summary>The script with its directives; ends with a line end.</summary>
    public static string Script(PhasedPart part, Database server)
    {
        var text = new StringBuilder();
        foreach (var comment in Comments(part))
        {
            text.Append("-- ").Append(comment.ReplaceLineEndings(" ")).Append('\n');
        }

        text.Append(part.Phase == Phase.Contract ? "-- migrationguard: phase contract\n" : "").Append(part.OutsideTransaction ? "-- migrationguard: no-transaction\n" : "");
        var limits = PartSql.LimitsOf(part, server);
        var statements = PartSql.StatementsOf(part, server);
        var isOne = statements.Count > 1 && !part.OutsideTransaction;
        foreach (var statement in (IEnumerable<string>)[.. limits, .. isOne ? Begin : [], .. statements, .. isOne ? Commit : []])
        {
            text.Append(statement.TrimEnd()).Append(";\n");
        }

        return text.ToString();
    }
}
