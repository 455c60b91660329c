using System.Collections.Immutable;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Diagnostics;
using NUnit.Framework;

namespace MigrationGuard.TestKit.Roslyn;

/// <summary>Checks what a code fix makes of a project: the result is exact, compiles, has the finding no more, and the fix offers nothing for it again.</summary>
/// <typeparam name="TFix">The fix.</typeparam>
public static class VerifyFix<TFix>
    where TFix : CodeFixProvider, new()
{
    private const string MainFile = "Test.cs";

    /// <summary>The fix of a title turns one source into another, and adds exactly the given files.</summary>
    public static async Task FixAsync(string before, string after, FixOptions options)
    {
        var fixedFiles = await ApplyAsync(before, options);
        Assert.That(fixedFiles[MainFile], Is.EqualTo(after));
        Assert.That(fixedFiles.Where(file => file.Key != MainFile && !options.Project.Sources.ContainsKey(file.Key)), Is.EquivalentTo(options.Added));
    }

    /// <summary>The files that the fix leaves, by name. Everything but their text is checked.</summary>
    public static async Task<IReadOnlyDictionary<string, string>> ApplyAsync(string before, FixOptions options)
    {
        using var host = WorkspaceHost.Of(Sources(before, options), options.Project);
        var solution = host.Solution;
        for (var round = 0; round < options.Rounds; round++)
        {
            var found = await host.FindAsync(solution, options.Analyzer);
            var actions = await ActionsAsync(host, solution, [.. found.Where(diagnostic => options.Selects(diagnostic))], options);
            Assert.That(actions, Is.Not.Empty, $"{typeof(TFix).Name} offers nothing{(options.Title.Length > 0 ? $" called '{options.Title}'" : "")} for\n{Listed(found)}");
            solution = await OperateAsync(actions[0]);
        }

        await AssertMendedAsync(host, solution, options);
        return await WorkspaceHost.TextsAsync(solution);
    }

    /// <summary>Fix all, for the findings of a scope, turns one source into another.</summary>
    public static async Task FixAllAsync(string before, string after, FixOptions options)
    {
        using var host = WorkspaceHost.Of(Sources(before, options), options.Project);
        var found = await host.FindAsync(host.Solution, options.Analyzer);
        var selected = found.Where(options.Selects).ToImmutableArray();
        var project = host.Solution.Projects.Single();
        var context = new FixAllContext(
            project.Documents.First(document => document.Name == MainFile), new TFix(), options.Scope, options.Title, [.. selected.Select(diagnostic => diagnostic.Id).Distinct()],
            new Known(project, selected), default);
        var action = await new TFix().GetFixAllProvider()!.GetFixAsync(context);
        Assert.That(action, Is.Not.Null, Listed(found));
        var solution = await OperateAsync(action!);
        await AssertMendedAsync(host, solution, options);
        var texts = await WorkspaceHost.TextsAsync(solution);
        Assert.That(texts[MainFile], Is.EqualTo(after));
        Assert.That(texts.Where(file => file.Key != MainFile && !options.Project.Sources.ContainsKey(file.Key)), Is.EquivalentTo(options.Added));
        Assert.That(texts.Where(file => options.Project.Sources.ContainsKey(file.Key)), Is.EquivalentTo(options.Changed ?? options.Project.Sources));
    }

    /// <summary>The finding is there, and the fix offers nothing for it.</summary>
    public static async Task NothingAsync(string source, FixOptions options)
    {
        using var host = WorkspaceHost.Of(Sources(source, options), options.Project);
        var found = (await host.FindAsync(host.Solution, options.Analyzer)).Where(options.Selects).ToList();
        Assert.That(found, Is.Not.Empty);
        Assert.That((await ActionsAsync(host, host.Solution, found, options)).Select(action => action.Title), Is.Empty);
    }

    private static Dictionary<string, string> Sources(string main, FixOptions options)
        => new(options.Project.Sources) { [MainFile] = main };

    private static async Task<List<CodeAction>> ActionsAsync(WorkspaceHost host, Solution solution, IReadOnlyList<Diagnostic> found, FixOptions options)
    {
        var actions = new List<CodeAction>();
        var fix = new TFix();
        foreach (var diagnostic in found.Where(diagnostic => fix.FixableDiagnosticIds.Contains(diagnostic.Id) && diagnostic.Location.IsInSource))
        {
            var document = WorkspaceHost.DocumentOf(solution, diagnostic);
            await fix.RegisterCodeFixesAsync(new CodeFixContext(document, diagnostic, (action, _) => actions.Add(action), default));
        }

        return [.. actions.Where(action => options.Title.Length == 0 || action.EquivalenceKey == options.Title)];
    }

    private static async Task<Solution> OperateAsync(CodeAction action)
        => (await action.GetOperationsAsync(default)).OfType<ApplyChangesOperation>().Single().ChangedSolution;

    private static async Task AssertMendedAsync(WorkspaceHost host, Solution solution, FixOptions options)
    {
        var compilation = await WorkspaceHost.CompileAsync(solution);
        var texts = string.Join("\n", (await WorkspaceHost.TextsAsync(solution)).Select(file => $"== {file.Key}\n{file.Value}"));
        Assert.That(compilation.GetDiagnostics().Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error && !options.Excuses.Contains(diagnostic.Id)), Is.Empty, texts);
        var left = (await host.FindAsync(solution, options.Analyzer)).Where(options.Selects).Where(diagnostic => diagnostic.Severity >= options.Least).ToList();
        Assert.That(left.Select(diagnostic => diagnostic.ToString()), Is.Empty, texts);
    }

    private static string Listed(IEnumerable<Diagnostic> found) => string.Join("\n", found.Select(diagnostic => diagnostic.ToString()));

    private sealed class Known(Project project, ImmutableArray<Diagnostic> found) : FixAllContext.DiagnosticProvider
    {
        public override Task<IEnumerable<Diagnostic>> GetAllDiagnosticsAsync(Project asked, CancellationToken cancellationToken) => Task.FromResult<IEnumerable<Diagnostic>>(found);

        public override Task<IEnumerable<Diagnostic>> GetDocumentDiagnosticsAsync(Document document, CancellationToken cancellationToken)
            => Task.FromResult(found.Where(diagnostic => project.GetDocument(diagnostic.Location.SourceTree)?.Id == document.Id));

        public override Task<IEnumerable<Diagnostic>> GetProjectDiagnosticsAsync(Project asked, CancellationToken cancellationToken)
            => Task.FromResult(found.Where(diagnostic => !diagnostic.Location.IsInSource));
    }
}
