using MigrationGuard.CodeFixes.Fixes;
using MigrationGuard.TestKit.Roslyn;

namespace MigrationGuard.Analyzers.Tests.Fixes;

public sealed class SafeFormFixTests
{
    private const string Before = """Execute.Sql("ALTER TABLE orders ENABLE ROW LEVEL SECURITY");""";

    private const string First = """Execute.Sql("CREATE POLICY everything_until_contract ON orders USING (true);");""";

    private const string Second = """Execute.Sql("ALTER TABLE orders ENABLE ROW LEVEL SECURITY;");""";

    [Test]
    public Task Several_statements_take_the_place_of_one_in_a_block() => VerifyFix<SafeFormFix>.FixAsync(
        Projects.Migration(Before), Projects.Migration(First + "\n" + Second), Fixing.OnPostgreSql("MG0240"));

    [TestCase("if (true)\n    STATEMENT")]
    [TestCase("if (false)\n    Execute.Sql(\"SELECT 1\");\nelse\n    STATEMENT")]
    [TestCase("foreach (var one in new[] { 1 })\n    STATEMENT")]
    public Task Nothing_is_offered_where_only_the_first_of_them_would_be_under_the_condition(string code) => VerifyFix<SafeFormFix>.NothingAsync(
        Projects.Migration(code.Replace("STATEMENT", Before, StringComparison.Ordinal)), Fixing.OnPostgreSql("MG0240"));
}
