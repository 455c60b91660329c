using MigrationGuard.TestKit;
using NUnit.Framework;

namespace MigrationGuard.Demo;

[TestFixture]
internal sealed class DemoTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(8);

    [TestCaseSource(typeof(PostgresServer), nameof(PostgresServer.Majors))]
    public async Task The_release_of_the_shop_goes_as_the_story_says(int major)
    {
        NeedHaProxy();
        using var limit = new CancellationTokenSource(Limit);
        using var demo = DemoRun.Start(major, "What the customers saw");
        Assert.That(await demo.EndAsync(limit.Token), Is.Zero, demo.Output);
        AssertTheCompilerRefusesFirst(demo.Output);
        Assert.That(demo.Output, Does.Match(@"requests +\d{3,}\n").And.Match(@"lost +0\n").And.Match(@"wrong answers +0\n").And.Match(@"rollback_seconds \d\.\d{3}\n"));
        Assert.That(demo.Output, Does.Not.Contain("\e"), "colours, although nobody looks");
        AssertNothingIsLeft(demo);
    }

    [Test]
    public async Task Who_interrupts_the_story_finds_nothing_left_of_it()
    {
        NeedHaProxy();
        using var limit = new CancellationTokenSource(Limit);
        using var demo = DemoRun.Start(PostgresServer.Majors[0], "9 can be proved");
        await demo.WaitForWordsAsync(limit.Token);
        demo.Interrupt();
        Assert.That(await demo.EndAsync(limit.Token), Is.EqualTo(130), demo.Output);
        AssertNothingIsLeft(demo);
    }

    private static void AssertTheCompilerRefusesFirst(string output)
    {
        const string used = @"username is used by 4\.2\.0: 6 statements, e\.g\. 4\.2/App/CustomerStore\.cs:\d+\.";
        var chapter = output[..output.IndexOf("── 2 ──", StringComparison.Ordinal)];
        Assert.That(chapter, Does.Match(@"\$ dotnet build Migrations\.FluentMigrator -p:Naive=true\n(.*\n)*?.*RenameUsername\.cs\(\d+,\d+\): error MG0701: public\.customers\." + used));
        Assert.That(chapter, Does.Match(@"\$ dotnet build Migrations\.EntityFramework -p:Naive=true\n(.*\n)*?.*_RenameUsername\.cs\(\d+,\d+\): error MG0701: customers\." + used));
        Assert.That(chapter, Does.Match(@"CustomerStore\.cs:\d+ is: .*""SELECT \{Columns\} FROM customers WHERE id = @id"""), "the statement of 4.2");
        Assert.That(chapter, Does.Match(@"\$ dotnet build Migrations\.FluentMigrator\n(.*\n)*?  exit code 0\n(.*\n)*?.*AddHandle\.cs\(\d+,\d+\): MG0905: expand: .*\n(.*\n)*?.*FillHandle\.cs\(\d+,\d+\): MG0905: migrate: "));
    }

    private static void AssertNothingIsLeft(DemoRun demo)
    {
        Assert.That(demo.Remains, Is.Empty.After(10_000, 200), demo.Output);
        Assert.That(demo.Left, Is.Empty.After(10_000, 200), demo.Output);
    }

    private static void NeedHaProxy()
    {
        string[] folders = [.. (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator), "/usr/sbin", "/usr/local/sbin", "/opt/homebrew/bin"];
        if (!folders.Any(folder => File.Exists(Path.Combine(folder, "haproxy"))) && Environment.GetEnvironmentVariable("CI") != "true")
        {
            Assert.Ignore("No HAProxy here. Run: dotnet cake --target=Servers");
        }
    }
}
