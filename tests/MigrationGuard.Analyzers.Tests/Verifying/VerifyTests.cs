using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using MigrationGuard.TestKit.Roslyn;

namespace MigrationGuard.Analyzers.Tests.Verifying;

public sealed class VerifyTests
{
    private const string Finding = "class C { int [|bad|]; }";

    [Test]
    public Task A_marked_place_that_is_reported_passes() => Verify<FieldAnalyzer>.DiagnosticsAsync(Finding);

    [Test]
    public Task The_id_can_be_said() => Verify<FieldAnalyzer>.DiagnosticsAsync("class C { int {|MG9999:bad|}; }");

    [TestCase("class C { int bad; }", "^^^ MG9999: Warning: Field bad")]
    [TestCase("class C { int {|MG9998:bad|}; }", "missing MG9998 at (1,15): bad")]
    [TestCase("class C { int b[|ad|]; }", "not expected: MG9999 at (1,15)")]
    [TestCase("class C { [|int|] good; }", "missing something at (1,11): int")]
    public void What_differs_is_shown_in_the_source(string markup, string message)
        => Assert.That(() => Verify<FieldAnalyzer>.DiagnosticsAsync(markup), Throws.InstanceOf<AssertionException>().With.Message.Contains(message));

    [Test]
    public Task A_level_of_an_editorconfig_counts() => Verify<FieldAnalyzer>.CleanAsync("class C { int bad; }", new VerifyOptions { EditorConfig = "[*.cs]\ndotnet_diagnostic.MG9999.severity = none\n" });

    [Test]
    public void A_source_that_does_not_compile_fails() => Assert.That(() => Verify<FieldAnalyzer>.CleanAsync("class C { nothing good; }"), Throws.InstanceOf<AssertionException>());

    [Test]
    public void A_message_that_is_asked_for_has_to_be_there()
        => Assert.That(() => Verify<FieldAnalyzer>.DiagnosticsAsync(Finding, new VerifyOptions { Message = "other" }), Throws.InstanceOf<AssertionException>());

    [Test]
    public void An_exception_of_the_analyzer_comes_out() => Assert.That(() => Verify<FieldAnalyzer>.CleanAsync("class C { int thrown; }"), Throws.InstanceOf<InvalidOperationException>());

#pragma warning disable RS1036, RS1038, RS1041, RS2008 // an analyzer that only this test runs
    [DiagnosticAnalyzer(LanguageNames.CSharp)]
    private sealed class FieldAnalyzer : DiagnosticAnalyzer
    {
        private static readonly DiagnosticDescriptor Rule = new("MG9999", "Field", "Field {0}", "Test", DiagnosticSeverity.Warning, true);

        public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [Rule];

        public override void Initialize(AnalysisContext context)
        {
            context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
            context.EnableConcurrentExecution();
            context.RegisterSyntaxNodeAction(static node => Report(node, ((VariableDeclaratorSyntax)node.Node).Identifier), SyntaxKind.VariableDeclarator);
        }

        private static void Report(SyntaxNodeAnalysisContext node, SyntaxToken name)
        {
            if (name.ValueText == "thrown")
            {
                throw new InvalidOperationException(name.ValueText);
            }

            if (name.ValueText == "bad")
            {
                node.ReportDiagnostic(Diagnostic.Create(Rule, name.GetLocation(), name.ValueText));
            }
        }
    }
}
