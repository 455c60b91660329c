using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using MigrationGuard.CSharp.Folding;
using MigrationGuard.CSharp.Uses;

namespace MigrationGuard.CSharp;

/// <summary>Collects the SQL of C# sources that need be neither restored nor built: by its use first, by its look where no use was seen.</summary>
public sealed class SqlLiteralCollector
{
    private readonly Sources _sources;
    private readonly SqlUses _uses;
    private readonly ParameterFinder _parameters;
    private readonly HashSet<SyntaxNode> _consumed = [];
    private readonly HashSet<SyntaxNode> _failed = [];
    private readonly List<CollectedText> _statements = [];
    private readonly List<UncollectedText> _uncollected = [];
    private readonly bool _dapperEverywhere;

    private SqlLiteralCollector(Sources sources)
    {
        _sources = sources;
        _uses = new SqlUses(sources);
        _parameters = new ParameterFinder(sources);
        _dapperEverywhere = sources.Trees.Any(tree => UsesDapper(tree, global: true));
    }

    /// <summary>Collects from the files of one application.</summary>
    /// <param name="files">Every file: constants are followed from one to the other.</param>
    /// <param name="options">How they are read.</param>
    /// <param name="cancellation">Ends the work.</param>
    public static CollectedSql Collect(IReadOnlyList<CSharpFile> files, CollectOptions options, CancellationToken cancellation)
        => DeepStack.Run(() => CollectHere(files, options, cancellation));

    private static CollectedSql CollectHere(IReadOnlyList<CSharpFile> files, CollectOptions options, CancellationToken cancellation)
    {
        var faults = files.Select(static file => (file.Path, Fault: DeepStack.Fault(file.Text))).Where(static file => file.Fault is not null).ToDictionary(static file => file.Path, static file => file.Fault!);
        var collector = new SqlLiteralCollector(new Sources(files.Where(file => !faults.ContainsKey(file.Path)), options, cancellation));
        collector.ForEach(collector.CollectUses, cancellation);
        collector.ForEach(collector.CollectContent, cancellation);
        return new CollectedSql(
            [.. collector._statements.OrderBy(found => found.Path, StringComparer.Ordinal).ThenBy(found => found.Line)],
            [.. collector._uncollected.Concat(faults.Select(static file => new UncollectedText(file.Key, 1, null, UncollectedKind.NotConstant, file.Value)))
                .Distinct().OrderBy(found => found.Path, StringComparer.Ordinal).ThenBy(found => found.Line)]);
    }

    private void ForEach(Action<SyntaxTree> collect, CancellationToken cancellation)
    {
        foreach (var tree in _sources.Trees)
        {
            cancellation.ThrowIfCancellationRequested();
            try
            {
                collect(tree);
            }
            catch (InsufficientExecutionStackException)
            {
                Miss(tree.GetRoot(cancellation), UncollectedKind.NotConstant, "the file is nested too deeply and was read only in part");
            }
        }
    }

    private void CollectUses(SyntaxTree tree)
    {
        var dapper = _dapperEverywhere || UsesDapper(tree, global: false);
        foreach (var use in _uses.In(tree))
        {
            if (Places.IsInMigration(use.Call))
            {
                Miss(use.Sql, UncollectedKind.Migration, "it belongs to a migration, not to the application");
                _consumed.UnionWith(use.Sql.DescendantNodesAndSelf());
                continue;
            }

            var folder = new StringFolder(_sources);
            var folded = use.Form == TextForm.Interpolated ? folder.FoldFormattable(use.Sql) : folder.Fold(use.Sql);
            if (use.Certainty == Certainty.Likely && !dapper)
            {
                folded = new Folded([.. folded.Texts.Where(text => SqlText.BeginsLikeSql(text.Text))], []);
            }

            Add(use, folded);
        }
    }

    private void Add(SqlUse use, Folded folded)
    {
        var procedure = Places.IsStoredProcedure(use.Call);
        foreach (var text in folded.Texts)
        {
            _consumed.UnionWith(text.Literals);
            if (text.Text.Trim().Length == 0)
            {
                continue;
            }

            if (use.Certainty == Certainty.OtherDatabase)
            {
                Miss(use.Sql, UncollectedKind.OtherDatabase, "its command is of another database product");
            }
            else if (procedure || !SqlText.BeginsLikeSql(text.Text))
            {
                Miss(use.Sql, UncollectedKind.StoredProcedure, procedure ? "it names a stored procedure; the driver makes the statement" : $"\"{StringFolder.Shown(text.Origin)}\" does not begin like a statement");
            }
            else
            {
                Collect(text with { Text = use.Form == TextForm.Numbered ? NumberedPlaces(text.Text) : text.Text }, FoundBy.Use, _parameters.Find(use, text));
            }
        }

        var kind = use.Certainty == Certainty.OtherDatabase ? UncollectedKind.OtherDatabase : procedure ? UncollectedKind.StoredProcedure : UncollectedKind.NotConstant;
        foreach (var failures in folded.Failures.GroupBy(static failure => Places.Statement(failure.At)))
        {
            var first = failures.First();
            var here = failures.Key == Places.Statement(use.Sql);
            Miss(use.Sql, kind, first.Reason + (here ? "" : $" ({Places.Shown(first.At)})"));
            _failed.UnionWith(failures.Select(static failure => failure.At));
            _consumed.UnionWith(failures.SelectMany(static failure => failure.At.AncestorsAndSelf().TakeWhile(static node => node is ExpressionSyntax or InterpolationSyntax or ArgumentSyntax or ArgumentListSyntax)));
        }
    }

    private void CollectContent(SyntaxTree tree)
    {
        foreach (var literal in tree.GetRoot().DescendantNodes().OfType<ExpressionSyntax>())
        {
            if (literal.Parent is BinaryExpressionSyntax { RawKind: (int)SyntaxKind.AddExpression } || _consumed.Contains(literal) || !IsText(literal) || IsNeverSql(literal))
            {
                continue;
            }

            var folded = new StringFolder(_sources).Fold(literal);
            foreach (var text in folded.Texts)
            {
                if (!text.Literals.All(_consumed.Contains) && SqlText.ReadsAsData(text.Text))
                {
                    Collect(text, FoundBy.Content, []);
                }
            }

            if (folded is { Texts.Count: 0, Failures: [var failure, ..] } && !_failed.Contains(failure.At) && literal is InterpolatedStringExpressionSyntax interpolated && LooksLikeSql(interpolated))
            {
                Miss(literal, UncollectedKind.NotConstant, $"it looks like SQL, but {failure.Reason}");
            }
        }
    }

    private static bool IsText(ExpressionSyntax node)
        => node.IsKind(SyntaxKind.StringLiteralExpression) || node is InterpolatedStringExpressionSyntax
            || (node is BinaryExpressionSyntax { RawKind: (int)SyntaxKind.AddExpression } sum && sum.DescendantNodes().Any(part => part.IsKind(SyntaxKind.StringLiteralExpression)));

    private static bool IsNeverSql(SyntaxNode node)
        => node.Parent is AttributeArgumentSyntax || Places.IsInMigration(node) || node.Ancestors().Any(ancestor => ancestor is ThrowStatementSyntax or ThrowExpressionSyntax);

    // What stands in the holes does not matter for what it looks like.
    private static bool LooksLikeSql(InterpolatedStringExpressionSyntax interpolated)
        => SqlText.ReadsAsData(string.Concat(interpolated.Contents.Select(content => content is InterpolatedStringTextSyntax text ? text.TextToken.ValueText : "x")));

    private static string NumberedPlaces(string text)
        => System.Text.RegularExpressions.Regex.Replace(text, @"\{(\d+)\}|\{\{|\}\}", match => match.Value switch { "{{" => "{", "}}" => "}", _ => "@p" + match.Groups[1].Value });

    private void Collect(FoldedText text, FoundBy foundBy, IReadOnlyList<CollectedParameter> parameters) => _statements.Add(new CollectedText
    {
        Text = text.Text,
        Path = text.Origin.SyntaxTree.FilePath,
        Line = Places.Line(text.Origin),
        Member = Places.Member(text.Origin),
        FoundBy = foundBy,
        Parameters = parameters,
    });

    private void Miss(SyntaxNode at, UncollectedKind kind, string reason)
        => _uncollected.Add(new UncollectedText(at.SyntaxTree.FilePath, Places.Line(at), Places.Member(at), kind, reason));

    private static bool UsesDapper(SyntaxTree tree, bool global)
        => tree.GetRoot() is CompilationUnitSyntax unit
            && unit.DescendantNodes(static node => node is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax).OfType<UsingDirectiveSyntax>()
                .Any(directive => directive.Name?.ToString() == "Dapper" && (!global || directive.GlobalKeyword.IsKind(SyntaxKind.GlobalKeyword)));
}
