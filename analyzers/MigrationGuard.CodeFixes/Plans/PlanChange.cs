using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using MigrationGuard.CodeFixes.Places;
using MigrationGuard.CodeFixes.Writing;
using MigrationGuard.CSharp;
using MigrationGuard.Operations;
using MigrationGuard.Sql;

namespace MigrationGuard.CodeFixes.Plans;

/// <summary>Turns a plan into code.</summary>
/// <param name="Place">The call that is complained about.</param>
/// <param name="Dialect">The dialect of the plan.</param>
/// <param name="Only">What the call does.</param>
/// <param name="Parts">The plan.</param>
/// <param name="Context">The context of EF Core that new migrations belong to.</param>
internal sealed record PlanChange(CallPlace Place, SqlDialect Dialect, Operation Only, IReadOnlyList<ScriptPart> Parts, string Context)
{
    private ExpressionStatementSyntax Statement => Place.Chain.Statement!;

    /// <summary>The repair; null when the migration cannot be changed so.</summary>
    public Repair? Repair(string title)
    {
        var first = Parts[0];
        var alone = Place.IsAlone(Dialect);
        if (!alone && Relocation.IsAutoReversing(Place.Class))
        {
            return null;
        }

        // What must not run together with the other calls leaves the migration with everything behind it.
        var stays = alone || first is { IsContract: false, Wrapping: Wrapping.Default, Phase: "expand" };
        if ((stays ? Changed(first) : [Statements.Remove(Statement, Place.Text)]) is not { } changes)
        {
            return null;
        }

        return new Repair(title, [.. changes, .. DownOf(stays ? first : null)])
        {
            Migrations = [.. Parts.Skip(stays ? 1 : 0).Select(Migration)],
            Using = stays && first.IsContract ? ClassMarks.ContractUsing(Place) : null,
        };
    }

    private List<TextChange>? Changed(ScriptPart part)
    {
        var marks = part.Wrapping == Wrapping.None ? ClassMarks.Outside(Place) : [];
        var contract = part.IsContract ? ClassMarks.Contract(Place) : [];
        if (marks is null || contract is null)
        {
            return null;
        }

        var code = Calls(part.Sql, part.Wrapping, CodeStyle.IndentOf(Statement, Place.Text));
        return [.. marks, .. contract, Statements.Replace(Statement, [.. part.Notes.Select(static note => "// " + note), .. code], Place.Text, Place.Style.NewLine)];
    }

    private NewMigration Migration(ScriptPart part) => new(Place.Class, part.Purpose, Place.Style)
    {
        IsContract = part.IsContract,
        Wrapping = part.Wrapping,
        Notes = part.Notes,
        Context = Context,
        Up = Calls(part.Sql, part.Wrapping, MigrationFile.BodyIndent(Place.Class)),
        Down = Undo.Of(part.Sql, Dialect) is { } undo ? [.. undo.SelectMany(sql => Calls(sql, part.Wrapping, MigrationFile.BodyIndent(Place.Class)))] : null,
    };

    private List<string> Calls(string sql, Wrapping wrapping, string indent)
        => [.. StatementTexts.Of(Dialect, sql).Select(statement => Place.Style.Send(statement.TrimEnd(';') + ";", wrapping, indent))];

    /// <summary>What <c>Down</c> has to do now: undo the part that is left in <c>Up</c>.</summary>
    private TextChange[] DownOf(ScriptPart? part)
    {
        var undo = part is null ? [] : Undo.Of(part.Sql, Dialect);
        if (Relocation.IsAutoReversing(Place.Class))
        {
            return Reversed(undo);
        }

        if (DownPart.Of(Only, Place, Dialect) is not { } down || undo is null)
        {
            return [];
        }

        var code = undo.SelectMany(sql => Calls(sql, part?.Wrapping ?? Wrapping.Default, CodeStyle.IndentOf(down, Place.Text))).ToList();
        return IsSame(undo) ? [] : [code.Count == 0 ? Statements.Remove(down, Place.Text) : Statements.Replace(down, code, Place.Text, Place.Style.NewLine)];
    }

    /// <summary>Whether undoing is what <c>Down</c> does already.</summary>
    private bool IsSame(IReadOnlyList<string> undo)
        => undo.Count == 1 && Sqls.Reader(Dialect).Read(new SqlSource("", undo[0])).Steps is { Count: 1 } steps
            && Undo.KeyOf(steps[0].Operation) is { } key && key == Undo.KeyOfUndo(Only);

    // SQL is not reversed by itself.
    private TextChange[] Reversed(IReadOnlyList<string>? undo)
    {
        var type = Place.Class.BaseList!.Types.First(static one => one.Type.ToString().EndsWith("AutoReversingMigration", StringComparison.Ordinal)).Type;
        var (member, line) = (CodeStyle.IndentOf(Place.Method, Place.Text), Place.Style.NewLine);
        var inner = member + CodeStyle.Indent;
        IEnumerable<string> code = undo is null ? [MigrationFile.Refusal] : undo.SelectMany(sql => Calls(sql, Wrapping.Default, inner));
        var body = string.Concat(code.Select(call => inner + call + line));
        return
        [
            new TextChange(type is QualifiedNameSyntax qualified ? qualified.Right.Span : type.Span, "Migration"),
            new TextChange(new TextSpan(Place.Method.Span.End, 0), $"{line}{line}{member}public override void Down(){line}{member}{{{line}{body}{member}}}"),
        ];
    }
}
