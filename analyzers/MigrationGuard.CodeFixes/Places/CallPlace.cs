using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using MigrationGuard.CodeFixes.Writing;
using MigrationGuard.CSharp;
using MigrationGuard.Migrations;
using MigrationGuard.Operations;
using MigrationGuard.Sql;

namespace MigrationGuard.CodeFixes.Places;

/// <summary>A finding in a migration, and what stands there.</summary>
/// <param name="Document">The file.</param>
/// <param name="Model">What the compiler knows of it.</param>
/// <param name="Diagnostic">The finding.</param>
/// <param name="Text">The text of the file.</param>
internal sealed record CallPlace(Document Document, SemanticModel Model, Diagnostic Diagnostic, SourceText Text)
{
    /// <summary>The call that is complained about.</summary>
    public required CallChain Chain { get; init; }

    /// <summary>The class around it.</summary>
    public required ClassDeclarationSyntax Class { get; init; }

    /// <summary>The method around it.</summary>
    public required MethodDeclarationSyntax Method { get; init; }

    /// <summary>What runs the migration.</summary>
    public required MigrationFramework Framework { get; init; }

    /// <summary>The dialect that it was judged for; null when no product is configured, so that no SQL can be right.</summary>
    public required SqlDialect? Dialect { get; init; }

    /// <summary>The SQL that the finding carries; null when there is none.</summary>
    public string? Suggestion => Diagnostic.Properties.TryGetValue("Suggestion", out var sql) ? sql : null;

    /// <summary>How code is written here.</summary>
    public CodeStyle Style => CodeStyle.Of(this);

    /// <summary>The place of a finding; null when it is not in a call of a migration.</summary>
    public static async Task<CallPlace?> FindAsync(Document document, Diagnostic diagnostic, CancellationToken cancellation)
    {
        if (!diagnostic.Location.IsInSource
            || await document.GetSyntaxRootAsync(cancellation).ConfigureAwait(false) is not { } root
            || await document.GetSemanticModelAsync(cancellation).ConfigureAwait(false) is not { } model
            || !root.FullSpan.Contains(diagnostic.Location.SourceSpan)
            || CallChain.At(root, diagnostic.Location.SourceSpan) is not { } chain
            || chain.Expression.FirstAncestorOrSelf<MethodDeclarationSyntax>() is not { Parent: ClassDeclarationSyntax declaration } method)
        {
            return null;
        }

        return FrameworkOf(chain, method) is not { } framework ? null : new CallPlace(document, model, diagnostic, await document.GetTextAsync(cancellation).ConfigureAwait(false))
        {
            Chain = chain,
            Class = declaration,
            Method = method,
            Framework = framework,
            Dialect = diagnostic.Properties.TryGetValue("Dialect", out var name) && Enum.TryParse<SqlDialect>(name, out var dialect) ? dialect : null,
        };
    }

    /// <summary>The migrations of the file, as the finding's dialect sees them.</summary>
    public IReadOnlyList<SourceMigration> Migrations(SqlDialect dialect)
        => MigrationSourceReader.Read(Model.Compilation, Model.SyntaxTree, new ReadOptions(dialect), default);

    /// <summary>The steps of the class that stand in its <c>Up</c> or <c>Down</c>.</summary>
    public IEnumerable<Step> Steps(SqlDialect dialect, Direction direction)
        => Migrations(dialect).Where(source => source.Class == Class && source.Migration.Direction == direction).SelectMany(static source => source.Migration.Steps);

    /// <summary>The only operation of the call; null when it makes several, or none that is understood.</summary>
    public Operation? OnlyOperation(SqlDialect dialect)
    {
        Operation? only = null;
        foreach (var step in Steps(dialect, Direction.Up))
        {
            if (Chain.Expression.Span.Contains(step.Span.Start) && step.Operation is not (DatabaseCondition or EndBatch))
            {
                if (only is not null || step.Operation is UnreadSql || step.Conditional)
                {
                    return null;
                }

                only = step.Operation;
            }
        }

        return only;
    }

    /// <summary>Whether the call stands in <c>Up</c> itself, where it runs once: not in a loop, a condition or a helper.</summary>
    public bool RunsOnce => Method.Identifier.ValueText == "Up" && Chain.Statement is { } statement && statement.Parent == Method.Body;

    /// <summary>Whether <c>Up</c> does nothing else that a database notices.</summary>
    public bool IsAlone(SqlDialect dialect)
        => Framework == MigrationFramework.EntityFramework ? IsAloneOn(dialect) : IsAloneOn(SqlDialect.PostgreSql) && IsAloneOn(SqlDialect.TSql) && !ServesUnread();

    private bool IsAloneOn(SqlDialect dialect)
        => Steps(dialect, Direction.Up).All(step => step.Operation is SetSetting or DatabaseCondition or EndBatch || Chain.Expression.Span.Contains(step.Span.Start));

    // What FluentMigrator is told of the transaction holds on every database, also on those that nothing is read for.
    private bool ServesUnread()
    {
        var read = Steps(SqlDialect.PostgreSql, Direction.Up).Concat(Steps(SqlDialect.TSql, Direction.Up)).Select(static step => step.Span.Start).ToList();
        return Class.DescendantNodes().OfType<InvocationExpressionSyntax>()
            .Where(call => call.Expression is IdentifierNameSyntax { Identifier.ValueText: "IfDatabase" } && !Chain.Expression.Span.Contains(call.SpanStart))
            .Where(static call => call.FirstAncestorOrSelf<MethodDeclarationSyntax>()?.Identifier.ValueText != "Down")
            .Select(static call => call.FirstAncestorOrSelf<StatementSyntax>())
            .Any(statement => statement is null || !read.Exists(start => statement.Span.Contains(start)));
    }

    private static MigrationFramework? FrameworkOf(CallChain chain, MethodDeclarationSyntax method)
    {
        foreach (var parameter in method.ParameterList.Parameters)
        {
            if (parameter.Type?.ToString().EndsWith("MigrationBuilder", StringComparison.Ordinal) == true)
            {
                return chain.Root == parameter.Identifier.ValueText ? MigrationFramework.EntityFramework : null;
            }
        }

        return chain.Root is "Create" or "Alter" or "Delete" or "Rename" or "Execute" or "Insert" or "Update" or "IfDatabase" ? MigrationFramework.FluentMigrator : null;
    }
}
