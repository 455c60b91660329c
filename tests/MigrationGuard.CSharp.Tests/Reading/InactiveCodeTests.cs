using Microsoft.CodeAnalysis.CSharp;

namespace MigrationGuard.CSharp.Tests.Reading;

public sealed class InactiveCodeTests
{
    private const string DebugOnly = "#if DEBUG\nDelete.Table(\"a\");\n#endif";

    [TestCase("#if !DEBUG\n  Delete.Table(\"a\");\n#endif", "9:3 #if !DEBUG")]
    [TestCase("#if DEBUG\n#else\nthis.Delete.Table(\"a\");\n#endif", "10:6 #else of #if DEBUG")]
    [TestCase("#if DEBUG\n#elif RELEASE // no\nIfDatabase(\"postgres\").Delegate(x);\n#endif", "10:1 #elif RELEASE")]
    [TestCase("#if RELEASE\n#if DEBUG\n#else\nvar b = 1;\nmigrationBuilder.DropTable(\"a\");\n#endif\n#endif", "12:1 #if RELEASE")]
    [TestCase("#if RELEASE\nLog.Write(\"Delete.Table\");\n#endif\n" + DebugOnly, "")]
    [TestCase("#if RELEASE\n\"\"\" ' /* \nDelete.Table(\n#endif", "10:1 #if RELEASE")]
    [TestCase(DebugOnly, "")]
    [TestCase("Delete.Table(\"a\");", "")]
    public void The_first_call_that_is_left_out_is_found(string statements, string expected)
    {
        var tree = CSharpSyntaxTree.ParseText(Reads.Fluent("\n" + statements + "\n").ReplaceLineEndings("\n"), new CSharpParseOptions(LanguageVersion.Preview, preprocessorSymbols: ["DEBUG"]));
        var call = InactiveCode.FirstCall(tree);
        Assert.That(call is null ? "" : $"{call.Line}:{call.Column} {call.Directive}", Is.EqualTo(expected));
    }

    [Test]
    public void A_builder_is_known_by_its_parameter()
    {
        var tree = CSharpSyntaxTree.ParseText("class M : Migration { void Up(MigrationBuilder b) {\n#if X\nb.DropTable(\"t\");\n#endif\n} }");
        Assert.That(InactiveCode.FirstCall(tree), Is.EqualTo(new InactiveCall(3, 1, "#if X")));
    }
}
