using MigrationGuard.TestKit.Samples;

namespace MigrationGuard.Tests.Rules.Failures;

public sealed class DroppedBeforeTests
{
    [TestCase("DROP TABLE a;\nDROP TABLE a;", "a is not there any more, a statement before it takes it away: the statement fails")]
    [TestCase("DROP TABLE a;\n-- file: 002_b.sql\nALTER TABLE a ADD COLUMN b int;", "a is not there any more, 001_a.sql takes it away: the statement fails")]
    [TestCase("ALTER TABLE a RENAME TO b;\nCREATE INDEX ix ON a (c);", "a is not there any more, a statement before it takes it away: the statement fails")]
    [TestCase("ALTER TABLE a RENAME COLUMN b TO c;\nALTER TABLE a ALTER COLUMN b SET NOT NULL;", "b of a is not there any more, a statement before it takes it away: the statement fails")]
    [TestCase("DROP TABLE a;\nDROP TABLE IF EXISTS a;", null)]
    [TestCase("DROP TABLE a;\nCREATE TABLE a (id int);\nDROP TABLE a;", null)]
    [TestCase("DROP TABLE a;\nSELECT create_a();\nDROP TABLE a;", null)]
    [TestCase("DROP TABLE a;\nALTER TABLE b RENAME TO a;\nDROP TABLE a;", null)]
    [TestCase("DO $$ BEGIN IF x() THEN DROP TABLE a; END IF; END $$;\nDROP TABLE a;", null)]
    [TestCase("BEGIN;\nDROP TABLE a;\nROLLBACK;\nDROP TABLE a;", null)]
    [TestCase("DROP TABLE a;\nDROP TABLE public.a_old;", null)]
    public void What_the_history_has_taken_away_is_missed(string script, string? expected)
    {
        var findings = SampleCheck.Run(RuleSample.Parse("", "test.sql", "-- sample: postgresql 16\n-- file: 001_a.sql\n" + script)).SelectMany(m => m.Findings).Where(f => f.Rule.Id == "MG0663");
        Assert.That(findings.Select(finding => finding.Effect), Is.EqualTo(expected is null ? [] : new[] { expected }));
    }
}
