using MigrationGuard.Rules;
using MigrationGuard.TestKit;

namespace MigrationGuard.Score.Tests;

public sealed class ScorerTests
{
    private static readonly RuleMap Map = RuleMap.Read();

    [Test]
    public void The_map_names_only_rows_of_the_catalogue_and_rules()
    {
        var rows = File.ReadLines(RepositoryFiles.Path("eng", "rules", "rows.tsv")).Select(line => line.Split('\t')[0]);
        var known = RuleCatalog.All.Select(rule => rule.Info.Id).Concat(rows).ToHashSet();
        Assert.That(Map.Names.Select(name => name.Split(": ")[0]).Where(name => !known.Contains(name)), Is.Empty);
    }

    [TestCase("drop-table", "DROP TABLE orders", "Violation")]
    [TestCase("drop-table", "SELECT 1", "Ok")]
    [TestCase("banCharField", "CREATE TABLE a (id bigint PRIMARY KEY, code char(3))", "Violation")]
    [TestCase("banCharField", "CREATE TABLE a (id bigint PRIMARY KEY, code varchar(3))", "Ok", TestName = "A_rule_about_many_types_answers_for_the_type_that_is_asked")]
    [TestCase("ban_char_field", "CREATE TABLE a (id bigint PRIMARY KEY, code char(3))", "Violation", TestName = "Rules_are_found_however_they_are_spelt")]
    [TestCase("plugin:require-primary-key", "CREATE TABLE a (id bigint)", "Violation")]
    [TestCase("drop-table", "import { Client } from 'pg';", "Unknown", TestName = "Text_that_is_no_sql_is_unknown")]
    [TestCase("drop-column", "EXEC sp_rename 'dbo.Users.Name', 'Handle', 'COLUMN';\nGO\nSELECT TOP (1) [Id] FROM [dbo].[Users];", "Unknown", TestName = "T_sql_is_unknown")]
    [TestCase("missing-application-name", "DROP TABLE orders", "NotJudged")]
    [TestCase("rule-of-the-future", "DROP TABLE orders", "NotJudged")]
    public void A_case_is_answered_by_the_rules_that_speak_of_it(string rule, string sql, string answer)
        => Assert.That(Run(new LabelledCase(1, "t", rule, sql, true)).Answer.ToString(), Is.EqualTo(answer));

    [Test]
    public void The_family_answers_for_a_rule_that_the_map_does_not_know()
    {
        var labelled = new LabelledCase(1, "t", "neverDropTables", "DROP TABLE orders", true);
        Assert.That(Run(labelled).Answer, Is.EqualTo(Answer.NotJudged));
        Assert.That(Run(labelled with { Family = "drop-table" }).Answer, Is.EqualTo(Answer.Violation));
    }

    [TestCase(11, false)]
    [TestCase(12, true)]
    [TestCase(18, true)]
    [TestCase(19, false)]
    public void Servers_without_facts_are_not_judged(int version, bool judged)
        => Assert.That(Run(new LabelledCase(1, "t", "drop-table", "DROP TABLE orders", true) { Version = version }).Answer != Answer.NotJudged, Is.EqualTo(judged));

    [TestCase("DROP TABLE orders", true, false)]
    [TestCase("DROP TABLE orders", false, true)]
    [TestCase("SELECT 1", true, true)]
    [TestCase("SELECT 1", false, false)]
    [TestCase("import x", true, true, TestName = "Not_knowing_a_danger_is_a_disagreement")]
    [TestCase("import x", false, false, TestName = "Not_knowing_is_no_false_alarm")]
    public void We_disagree_when_one_complains_and_the_other_does_not(string sql, bool violation, bool disagrees)
        => Assert.That(Run(new LabelledCase(1, "t", "drop-table", sql, violation)).Disagrees, Is.EqualTo(disagrees));

    [Test]
    public void The_report_counts_and_says_which_disagreements_are_explained()
    {
        Score[] scores =
        [
            Run(new LabelledCase(1, "t", "drop-table", "DROP TABLE orders", true)),
            Run(new LabelledCase(2, "t", "drop-table", "DROP TABLE orders", false) { Test = "kept" }),
            Run(new LabelledCase(3, "t", "drop-table", "SELECT 1", true) { Test = "read" }),
            Run(new LabelledCase(4, "t", "rule-of-the-future", "SELECT 1", true)),
        ];
        var report = ScoreReport.Write("f.jsonl", scores, "about `t drop-table: kept` we think");
        Assert.That(report, Does.Contain("4 cases, 3 judged").And.Match("all +1/2 +1/1").And.Contain("2 disagreements, 1 explained")
            .And.Contain("not judged: t rule-of-the-future: families.json knows neither the rule nor its family (1)")
            .And.Match("kept.*\n.*they say ok, we say violation; explained").And.Match("read.*\n.*they say violation, we say ok\n"));
    }

    private static Score Run(LabelledCase labelled) => Scorer.Run(labelled, Map);
}
