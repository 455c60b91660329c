using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Text;
using MigrationGuard.CodeFixes.Places;
using MigrationGuard.CodeFixes.Plans;
using MigrationGuard.CodeFixes.Writing;
using MigrationGuard.Operations;
using MigrationGuard.Sql;

namespace MigrationGuard.CodeFixes.Fixes;

/// <summary>Carries out the plan of a finding: the part that suits the migration takes the place of the call, every other part becomes a migration behind the newest one.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
public sealed class PlanFix() : MigrationFix([.. RuleIds])
{
    /// <summary>What the user chooses.</summary>
    public const string Title = "Replace by the migrations of the plan";

    /// <summary>The rules that carry a plan of several migrations.</summary>
    internal static IReadOnlyList<string> RuleIds { get; } =
    [
        "MG0102", "MG0103", "MG0104", "MG0105", "MG0106", "MG0107", "MG0108", "MG0109", "MG0110", "MG0111", "MG0112", "MG0130", "MG0131", "MG0132", "MG0133", "MG0142", "MG0143",
        "MG0170", "MG0176", "MG0201", "MG0206", "MG0207", "MG0210", "MG0230", "MG0231", "MG0232", "MG0245", "MG0251", "MG0301", "MG0601", "MG0704",
    ];

    /// <inheritdoc />
    private protected override IEnumerable<Repair> Repairs(CallPlace place)
    {
        // A contract that is held for the gate is what the plan leads to.
        if (place.Dialect is not { } dialect || place.Suggestion is not { } sql || !place.RunsOnce || (place.Diagnostic.Severity <= DiagnosticSeverity.Info && ClassMarks.IsContract(place.Class))
            || place.OnlyOperation(dialect) is not { } only || PlanScript.Parse(sql) is not { Count: > 0 } parts || Contexts.Of(place) is not { } context)
        {
            return [];
        }

        var change = new PlanChange(place, dialect, only, parts, context);
        return change.Repair(Title) is { } repair ? [repair] : [];
    }
}
