using System.Text;
using System.Text.RegularExpressions;
using MigrationGuard.CodeFixes.Writing;

namespace MigrationGuard.CodeFixes.Plans;

/// <summary>Takes the SQL of a plan apart, as findings carry it: <c>-- 1. expand: …</c>, <c>-- 2. migrate: …</c>.</summary>
internal static class PlanScript
{
    private const string Directive = "-- migrationguard: ";

    private static readonly Regex Heading = new(@"^-- (?:\d+\. (\w+): (.*)|(in a migration of its own.*):)$", RegexOptions.CultureInvariant);

    /// <summary>The parts in order; none when the text is not a plan of several migrations.</summary>
    public static IReadOnlyList<ScriptPart> Parse(string plan)
    {
        var parts = new List<ScriptPart>();
        var notes = new List<string>();
        var current = Begin("expand");
        foreach (var line in plan.Replace("\r\n", "\n").Split('\n'))
        {
            var heading = Heading.Match(line);
            if (!heading.Success)
            {
                current = Add(current, line, notes);
                continue;
            }

            End(parts, current, notes);
            var asked = heading.Groups[1].Success;
            current = Begin(asked ? heading.Groups[1].Value : "then");
            notes.Add(asked ? heading.Groups[2].Value : heading.Groups[3].Value);
        }

        End(parts, current, notes);
        return parts.Count > 1 || plan.StartsWith("-- 1. ", StringComparison.Ordinal) ? parts : [];
    }

    private static (ScriptPart Part, StringBuilder Sql) Begin(string phase) => (new ScriptPart(phase, [], ""), new StringBuilder());

    private static (ScriptPart Part, StringBuilder Sql) Add((ScriptPart Part, StringBuilder Sql) current, string line, List<string> notes)
    {
        var (part, sql) = current;
        switch (line)
        {
            case Directive + "no-transaction":
                return (part with { Wrapping = Wrapping.None }, sql);
            case Directive + "phase contract":
                return (part with { IsContract = true }, sql);
            default:
                if (sql.Length == 0 && line.StartsWith("-- ", StringComparison.Ordinal))
                {
                    notes.Add(line.Substring(3));
                    return current;
                }

                sql.Append(line).Append('\n');
                return current;
        }
    }

    // What is to be asked is no migration: it is said above the next one.
    private static void End(List<ScriptPart> parts, (ScriptPart Part, StringBuilder Sql) current, List<string> notes)
    {
        var sql = current.Sql.ToString().Trim();
        if (sql.Length == 0)
        {
            return;
        }

        if (current.Part.Phase == "ask")
        {
            notes.AddRange(sql.Split('\n'));
            return;
        }

        parts.Add(current.Part with { Notes = [.. notes], Sql = sql });
        notes.Clear();
    }
}
