using System.Composition;
using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using MigrationGuard.Classifying;
using MigrationGuard.CodeFixes.Places;
using MigrationGuard.CodeFixes.Writing;
using MigrationGuard.CSharp;
using MigrationGuard.Migrations;
using MigrationGuard.Operations;
using MigrationGuard.Sql;

namespace MigrationGuard.CodeFixes.Fixes;

/// <summary>Deals the calls of a migration out to one migration for each phase; what undoes a call goes with it.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
public sealed class SplitFix() : MigrationFix("MG0703")
{
    /// <summary>What the user chooses.</summary>
    public const string Title = "Split into one migration for each phase";

    /// <inheritdoc />
    private protected override IEnumerable<Repair> Repairs(CallPlace place)
    {
        if (place.Dialect is not { } dialect || !place.RunsOnce || place.Method.Body is not { } body || Contexts.Of(place) is not { } context
            || Relocation.IsAutoReversing(place.Class) || PhasesOf(place, body) is not { } phases || !AreInOrder(phases))
        {
            return [];
        }

        var groups = Groups(body, phases);
        if (groups.Count == 0 || groups.SelectMany(static group => group.Statements).Any(statement => !Statements.IsMovable(statement, place.Model, place.Class)))
        {
            return [];
        }

        var downs = groups.ConvertAll(group => DownsOf(group.Statements, place, dialect));
        var leaving = groups.SelectMany(static group => group.Statements).Concat(downs.SelectMany(static down => down)).Distinct();
        return
        [
            new Repair(Title, [.. leaving.Select(statement => Statements.Remove(statement, place.Text))])
            {
                Migrations = [.. groups.Select((group, number) => Migration(group.Phase, group.Statements, downs[number], place) with { Context = context })],
            },
        ];
    }

    /// <summary>The statements that leave the migration, by phase; the first phase stays.</summary>
    private static List<(Phase Phase, List<StatementSyntax> Statements)> Groups(BlockSyntax body, List<Phase> phases)
        => [.. new[] { Phase.Expand, Phase.Migrate, Phase.Contract }
            .Select(phase => (Phase: phase, Statements: body.Statements.Where((_, number) => phases[number] == phase).ToList()))
            .Where(static group => group.Statements.Count > 0)
            .Skip(1)];

    /// <summary>The phase of each statement of <c>Up</c>, the latest when it has several; null when something is not understood.</summary>
    private static List<Phase>? PhasesOf(CallPlace place, BlockSyntax body)
    {
        if (!place.Diagnostic.Properties.TryGetValue("Phases", out var text) || text is null)
        {
            return null;
        }

        var steps = text.Split(';').Select(static step => step.Split(':')).Select(static step => (Start: int.Parse(step[0], CultureInfo.InvariantCulture), Phase: (Phase)Enum.Parse(typeof(Phase), step[1]))).ToList();
        var phases = new List<Phase>();
        foreach (var statement in body.Statements)
        {
            var own = steps.Where(step => statement.Span.Contains(step.Start)).Select(static step => step.Phase).ToList();
            if (statement is not ExpressionStatementSyntax || own.Count == 0)
            {
                return null;
            }

            phases.Add(own.Max());
        }

        return phases;
    }

    // A statement that would overtake another might take away what that one needs, or undo it.
    private static bool AreInOrder(List<Phase> phases) => phases.Zip(phases.Skip(1), static (first, next) => first <= next).All(static held => held);

    private static List<StatementSyntax> DownsOf(List<StatementSyntax> statements, CallPlace place, SqlDialect dialect)
    {
        var steps = place.Steps(dialect, Direction.Up).ToList();
        var downs = new List<StatementSyntax>();
        foreach (var statement in statements)
        {
            var operations = steps.Where(step => statement.Span.Contains(step.Span.Start)).Select(static step => step.Operation);
            downs.AddRange(operations.Select(operation => DownPart.Of(operation, place, dialect)).OfType<StatementSyntax>());
        }

        downs.Reverse();
        return [.. downs.Distinct()];
    }

    private static NewMigration Migration(Phase phase, List<StatementSyntax> up, List<StatementSyntax> down, CallPlace place)
    {
        var indent = MigrationFile.BodyIndent(place.Class);
        return new NewMigration(place.Class, phase.ToString(), place.Style)
        {
            IsContract = phase == Phase.Contract,
            Up = [.. up.SelectMany(statement => Statements.Moved(statement, place.Text, indent))],
            Down = phase == Phase.Contract && down.Count == 0 ? null : [.. down.SelectMany(statement => Statements.Moved(statement, place.Text, indent))],
        };
    }
}
