using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using MigrationGuard.CodeFixes.Places;
using MigrationGuard.CodeFixes.Plans;
using MigrationGuard.CSharp;
using MigrationGuard.Operations;
using MigrationGuard.Sql;

namespace MigrationGuard.CodeFixes.Writing;

/// <summary>Other code for a call: in its place, or in a migration of its own where it must not run in the transaction of its neighbours.</summary>
/// <param name="Place">The call.</param>
/// <param name="Dialect">The dialect that is sent.</param>
/// <param name="Only">What the call does.</param>
internal sealed record Relocation(CallPlace Place, SqlDialect Dialect, Operation Only)
{
    /// <summary>The other code, for an indentation.</summary>
    public required Func<string, IReadOnlyList<string>> Code { get; init; }

    /// <summary>Whether the other code is SQL, which nobody reverses by himself.</summary>
    public bool IsSql { get; init; }

    /// <summary>How it has to stand to the transaction of the runner.</summary>
    public Wrapping Wrapping { get; init; }

    /// <summary>A namespace that the code needs; null for none.</summary>
    public string? Using { get; init; }

    /// <summary>What a migration of its own is called behind the name of this one.</summary>
    public string Purpose { get; init; } = "Online";

    /// <summary>The repair; null when there is no place for the code.</summary>
    public Repair? Repair(string title)
    {
        if (Place.Chain.Statement is not { } statement)
        {
            return null;
        }

        var reverses = IsSql && IsAutoReversing(Place.Class);
        if (Wrapping == Wrapping.Default || Place.IsAlone(Dialect))
        {
            var marks = Wrapping == Wrapping.Default ? [] : ClassMarks.Outside(Place);
            var code = Code(CodeStyle.IndentOf(statement, Place.Text));
            return marks is null || reverses || !Statements.HasRoom(statement, code) ? null
                : new Repair(title, [.. marks, Statements.Replace(statement, code, Place.Text, Place.Style.NewLine)]) { Using = Using };
        }

        return Place.RunsOnce && Contexts.Of(Place) is { } context && Statements.IsMovable(statement, Place.Model, Place.Class) ? Moved(title, statement, context) : null;
    }

    /// <summary>Whether the framework makes <c>Down</c> out of <c>Up</c>.</summary>
    public static bool IsAutoReversing(ClassDeclarationSyntax declaration)
        => declaration.BaseList?.Types.Any(static type => type.Type.ToString().EndsWith("AutoReversingMigration", StringComparison.Ordinal)) == true;

    private Repair Moved(string title, StatementSyntax statement, string context)
    {
        var indent = MigrationFile.BodyIndent(Place.Class);
        var down = DownPart.Of(Only, Place, Dialect);
        TextChange[] changes = down is null ? [Statements.Remove(statement, Place.Text)] : [Statements.Remove(statement, Place.Text), Statements.Remove(down, Place.Text)];
        var migration = new NewMigration(Place.Class, Purpose, Place.Style)
        {
            Wrapping = Wrapping,
            Context = context,
            Using = Using,
            Up = Code(indent),
            Down = down is not null ? Statements.Moved(down, Place.Text, indent) : Undone(indent),
        };
        return new Repair(title, changes) { Migrations = [migration] };
    }

    private List<string>? Undone(string indent)
        => Undo.Write(Only, Dialect) is { } sql ? [Place.Style.Send(sql, Wrapping, indent)] : null;
}
