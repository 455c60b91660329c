using System.Text;
using MigrationGuard.Gate.Verification;
using MigrationGuard.Ledgers;

namespace MigrationGuard.Gate.Tests.Verification;

public sealed class TestReportsTests
{
    private const string JUnit = """
        <?xml version="1.0" encoding="utf-8"?>
        <testsuites name="all" tests="4" failures="0" errors="0" skipped="1">
          <testsuite name="Orders" tests="3" failures="0" errors="0" skipped="1" timestamp="2026-03-01T12:00:00">
            <properties><property name="failure" value="0"/></properties>
            <testcase classname="Orders" name="can be &lt;read&gt;" time="0.1"/>
            <testcase classname="Orders" name="can be written"><system-out><![CDATA[</testsuites> <failure/>]]></system-out></testcase>
            <testcase classname="Orders" name="can be shipped"><skipped message="later"/></testcase>
          </testsuite>
          <testsuite name="Users" tests="1" failures="0" errors="0">
            <testcase classname="Users" name="can be found"/>
          </testsuite>
        </testsuites>
        """;

    private const string Trx = """
        <?xml version="1.0" encoding="utf-8"?>
        <TestRun id="391b23be-1ec9-49e4-965c-6deb3de171f4" name="@vm" xmlns="http://microsoft.com/schemas/VisualStudio/TeamTest/2010">
          <Times creation="2026-03-01T12:00:00.0000000+00:00" start="2026-03-01T12:00:00.0000000+00:00" finish="2026-03-01T12:00:01.0000000+00:00" />
          <Results>
            <UnitTestResult executionId="7efe2ec3" testId="cc76953f" testName="Orders.Can_be_read" duration="00:00:00.0080640" outcome="Passed"><Output><StdOut>&lt;/TestRun&gt;</StdOut></Output></UnitTestResult>
            <UnitTestResult executionId="af73be34" testId="c167961d" testName="Orders.Can_be_written" outcome="Passed" />
            <UnitTestResult executionId="bf73be34" testId="d167961d" testName="Orders.Can_be_shipped" outcome="NotExecuted" />
          </Results>
          <TestDefinitions><UnitTest name="Orders.Can_be_read" id="cc76953f"><Execution id="7efe2ec3" /></UnitTest></TestDefinitions>
          <ResultSummary outcome="Completed">
            <Counters total="3" executed="2" passed="2" failed="0" error="0" timeout="0" aborted="0" inconclusive="0" notExecuted="0" />
          </ResultSummary>
        </TestRun>
        """;

    private static readonly TestCaseData[] Reports =
    [
        new("<testsuite><testcase name='a'/></testsuite>", EvidenceVerdict.Pass, "1 test passed"),
        new("<testsuite><testcase classname='C' name='a'><failure message='no'/></testcase><testcase name='b'/></testsuite>", EvidenceVerdict.Fail, "1 of 2 tests failed: C.a"),
        new("<testsuite><testcase name='a'><error/></testcase></testsuite>", EvidenceVerdict.Fail, "1 of 1 test failed: a"),
        new("<testsuite><testcase name='a'><skipped/><failure/></testcase></testsuite>", EvidenceVerdict.Fail, "failed: a"),
        new("<testsuite><testcase name='a' status='failed'/></testsuite>", EvidenceVerdict.Fail, "failed: a"),
        new("<testsuite name='s'><testcase name='a'/><error message='set-up'/></testsuite>", EvidenceVerdict.Fail, "failed: suite s"),
        new("<testsuite name='s' tests='1' failures='1'><testcase name='a'/></testsuite>", EvidenceVerdict.Fail, "which declares 1 failures"),
        new("<testsuites failures='1'><testsuite failures='1'><testcase name='a'><failure/></testcase></testsuite></testsuites>", EvidenceVerdict.Fail, "1 of 1 test failed: a"),
        new("<testsuite name='s' tests='3'><testcase name='a'/></testsuite>", EvidenceVerdict.Unknown, "declares 3 tests and holds 1"),
        new("<testsuite tests='3' disabled='2'><testcase name='a'/></testsuite>", EvidenceVerdict.Pass, "1 test passed"),
        new("<testsuite><testcase name='a'><skipped/></testcase><testcase name='b' status='notrun'/></testsuite>", EvidenceVerdict.Unknown, "all of 2 tests were skipped"),
        new("<testsuite tests='0'/>", EvidenceVerdict.Unknown, "no test ran"),
        new("<testsuites/>", EvidenceVerdict.Unknown, "no test ran"),
        new("", EvidenceVerdict.Unknown, "cannot be read to its end"),
        new("   ", EvidenceVerdict.Unknown, "cannot be read to its end"),
        new("all tests passed", EvidenceVerdict.Unknown, "cannot be read to its end"),
        new("<test-run result='Passed'><test-case result='Passed'/></test-run>", EvidenceVerdict.Unknown, "neither JUnit XML nor TRX, it begins with <test-run>"),
        new("<testsuite><testcase name='a'/></testsuite><testsuite/>", EvidenceVerdict.Unknown, "cannot be read to its end"),
        new("<!DOCTYPE t [<!ENTITY a 'b'>]><testsuite><testcase name='&a;'/></testsuite>", EvidenceVerdict.Unknown, "cannot be read to its end"),
        new("<TestRun><Results/></TestRun>", EvidenceVerdict.Unknown, "it has no summary"),
        new(Run("Completed", 1, "<UnitTestResult testName='a' outcome='Passed'/>"), EvidenceVerdict.Pass, "1 test passed"),
        new(Run("Failed", 1, "<UnitTestResult testName='a' outcome='Failed'/>"), EvidenceVerdict.Fail, "1 of 1 test failed: a"),
        new(Run("Failed", 1, "<UnitTestResult testName='a' outcome='Passed'/>"), EvidenceVerdict.Fail, "the run as a whole"),
        new(Run("Completed", 1, "<UnitTestResult testName='a'/>"), EvidenceVerdict.Fail, "failed: a"),
        new(Run("Completed", 2, "<UnitTestResult testName='a' outcome='Passed'/>"), EvidenceVerdict.Unknown, "counts 2 tests and holds 1"),
        new(Run("Completed", 1, "<UnitTestResult testName='a' outcome='Aborted'/>"), EvidenceVerdict.Unknown, "a is Aborted"),
        new(Run("Completed", 1, "<UnitTestResult testName='a' outcome='NotExecuted'/>"), EvidenceVerdict.Unknown, "all of 1 test were skipped"),
        new(Run("Aborted", 1, "<UnitTestResult testName='a' outcome='Passed'/>"), EvidenceVerdict.Unknown, "the run is Aborted"),
        new(Run("Completed", 0, ""), EvidenceVerdict.Unknown, "no test ran"),
        new("<TestRun><Results><UnitTestResult testName='a' outcome='Passed'/></Results><ResultSummary outcome='Completed'/></TestRun>", EvidenceVerdict.Unknown, "its tests are not counted"),
    ];

    private static readonly Dictionary<string, string> Whole = new() { ["JUnit"] = JUnit, ["TRX"] = Trx };

    [TestCaseSource(nameof(Reports))]
    public void A_report_says_what_it_holds_and_no_more(string report, EvidenceVerdict verdict, string why)
    {
        var finding = Read(Encoding.UTF8.GetBytes(report));
        Assert.That(finding.Verdict, Is.EqualTo(verdict), finding.Why);
        Assert.That(finding.Why, Does.Contain(why));
    }

    [TestCase("JUnit", "3 tests passed, 1 skipped")]
    [TestCase("TRX", "2 tests passed, 1 skipped")]
    public void A_whole_report_is_a_pass_and_no_beginning_of_it_is(string form, string whole)
    {
        var bytes = Encoding.UTF8.GetBytes(Whole[form]);
        Assert.That(Read(bytes) with { Tally = null }, Is.EqualTo(Finding.Pass(whole)));
        var passes = Enumerable.Range(0, bytes.Length).Where(length => Read(bytes[..length]).Verdict == EvidenceVerdict.Pass);
        Assert.That(passes, Is.Empty);
    }

    [TestCase("JUnit", "3 tests passed")]
    [TestCase("TRX", "2 tests passed")]
    public void A_report_of_which_the_middle_was_lost_is_no_pass_of_fewer_tests(string form, string whole)
    {
        var bytes = Encoding.UTF8.GetBytes(Whole[form]);
        var random = new Random(4);
        var passes = Enumerable.Range(0, 500).Select(_ => random.Next(bytes.Length)).Select(from => (byte[])[.. bytes[..from], .. bytes[random.Next(from, bytes.Length)..]])
            .Select(Read).Where(finding => finding.Verdict == EvidenceVerdict.Pass);
        Assert.That(passes.Select(finding => finding.Why), Is.All.StartWith(whole));
    }

    [Test]
    public void A_failure_before_the_place_where_a_report_ends_too_early_still_counts() =>
        Assert.That(Read("<testsuite><testcase name='a'><failure/></testcase><testcase name='b'"u8.ToArray()).Verdict, Is.EqualTo(EvidenceVerdict.Fail));

    [Test]
    public void Several_reports_are_added_up_and_one_that_is_gone_spoils_them()
    {
        var folder = Directory.CreateTempSubdirectory("reports").FullName;
        var file = Path.Combine(folder, "report.xml");
        File.WriteAllText(file, "<testsuite><testcase name='a'/></testsuite>");
        var tally = new TestTally();
        TestReports.Add(file, tally);
        TestReports.Add(file, tally);
        Assert.That(tally.Conclude(), Is.EqualTo(Finding.Pass("2 tests passed") with { Tally = new(2, 0, 0) }));

        Directory.Delete(folder, true);
        TestReports.Add(file, tally);
        Assert.That(tally.Conclude().Verdict, Is.EqualTo(EvidenceVerdict.Unknown));
        Assert.That(tally.Conclude().Why, Does.StartWith("report.xml cannot be read"));
    }

    [Test]
    public void Of_many_failures_a_few_are_named()
    {
        var cases = string.Concat(Enumerable.Range(1, 9).Select(number => $"<testcase name='t{number}'><failure/></testcase>"));
        Assert.That(Read(Encoding.UTF8.GetBytes($"<testsuite>{cases}</testsuite>")).Why, Is.EqualTo("9 of 9 tests failed: t1, t2, t3, t4, t5 and 4 more"));
    }

    private static string Run(string outcome, int total, string results) =>
        $"<TestRun xmlns='http://microsoft.com/schemas/VisualStudio/TeamTest/2010'><Results>{results}</Results><ResultSummary outcome='{outcome}'><Counters total='{total}'/></ResultSummary></TestRun>";

    private static Finding Read(byte[] report)
    {
        var tally = new TestTally();
        TestReports.Add(new MemoryStream(report), "report.xml", tally);
        return tally.Conclude();
    }
}
