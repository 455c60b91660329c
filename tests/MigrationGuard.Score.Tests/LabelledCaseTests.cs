namespace MigrationGuard.Score.Tests;

public sealed class LabelledCaseTests
{
    private string _directory = "";

    [SetUp]
    public void Make_a_directory() => _directory = Directory.CreateTempSubdirectory("score").FullName;

    [TearDown]
    public void Remove_it() => Directory.Delete(_directory, recursive: true);

    [Test]
    public void A_case_needs_no_more_than_tool_rule_sql_and_expectation()
    {
        var labelled = LabelledCase.Read(Write("""{"tool":"t","rule":"r","sql":"SELECT 1","expect":"ok"}"""))[0];
        Assert.That(labelled, Is.EqualTo(new LabelledCase(1, "t", "r", "SELECT 1", false)));
    }

    [Test]
    public void Every_field_is_read_and_blank_lines_count()
    {
        var labelled = LabelledCase.Read(Write("""

            {"tool":"t","rule":"r","sql":"SELECT 1","expect":"violation","family":"drop-table","pg_version":"12.4","style_only":true,"test":"n","risk":"HIGH","later":{}}
            """))[0];
        Assert.That(labelled, Is.EqualTo(new LabelledCase(2, "t", "r", "SELECT 1", true) { Family = "drop-table", Version = 12, StyleOnly = true, Test = "n" }));
    }

    [TestCase("""{"tool":"t","rule":"r","sql":"SELECT 1"}""", "'expect' is missing or no text")]
    [TestCase("""{"tool":"t","rule":"r","sql":"SELECT 1","expect":"maybe"}""", "expect must be 'violation' or 'ok', not 'maybe'")]
    [TestCase("""{"tool":"t","rule":"r","sql":7,"expect":"ok"}""", "'sql' is missing or no text")]
    [TestCase("""{"tool":"t","rule":"r","sql":null,"expect":"ok"}""", "'sql' is missing or no text")]
    [TestCase("""{"tool":"t","rule":"r","sql":"SELECT 1","expect":"ok","pg_version":"new"}""", "pg_version must be a version such as 16, not 'new'")]
    [TestCase("[1]", "a case is an object, not Array")]
    [TestCase("{\"tool\":", "not JSON: ")]
    [TestCase("tool,rule,sql", "not JSON: ")]
    public void A_line_that_is_no_case_is_named(string line, string message)
    {
        var file = Write("""{"tool":"t","rule":"r","sql":"SELECT 1","expect":"ok"}""" + "\n" + line);
        Assert.That(() => LabelledCase.Read(file), Throws.TypeOf<FormatException>().With.Message.StartsWith($"{file}(2): {message}"));
    }

    [TestCase("", "holds no cases")]
    [TestCase("\n \n", "holds no cases")]
    public void A_file_without_cases_is_none(string text, string message)
        => Assert.That(() => LabelledCase.Read(Write(text)), Throws.TypeOf<FormatException>().With.Message.EndsWith(message));

    [Test]
    public void The_run_says_what_is_wrong_and_scores_the_other_files()
    {
        var good = Write("""{"tool":"t","rule":"drop-table","sql":"DROP TABLE orders","expect":"violation"}""");
        var missing = Path.Combine(_directory, "missing.jsonl");
        var output = new StringWriter();
        var errors = new StringWriter();
        var result = Session.Run([$"--cases={_directory}", $"--cases={missing}", $"--cases={good}"], output, errors);
        Assert.Multiple(() =>
        {
            Assert.That(result, Is.EqualTo(3));
            Assert.That(errors.ToString(), Does.Contain($"{_directory} is a directory").And.Contain(missing));
            Assert.That(output.ToString(), Does.Contain("1 cases, 1 judged").And.Contain("0 disagreements"));
        });
    }

    [TestCase]
    [TestCase("--cases")]
    [TestCase("--cases=a.jsonl", "--verbose")]
    public void Arguments_that_are_none_get_the_usage(params string[] arguments)
    {
        var errors = new StringWriter();
        Assert.That(Session.Run(arguments, TextWriter.Null, errors), Is.EqualTo(3));
        Assert.That(errors.ToString(), Does.StartWith("Usage: --cases=FILE.jsonl"));
    }

    private string Write(string text)
    {
        var file = Path.Combine(_directory, "cases.jsonl");
        File.WriteAllText(file, text);
        return file;
    }
}
