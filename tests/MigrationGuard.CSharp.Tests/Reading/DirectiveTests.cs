using MigrationGuard.Classifying;
using MigrationGuard.Migrations;

namespace MigrationGuard.CSharp.Tests.Reading;

public sealed class DirectiveTests
{
    private static string Shown(Migration migration)
        => string.Join('\n', migration.Directives.Select(directive => $"{directive.Verb} {directive.Rest} @{directive.NextStatement} [{string.Join(' ', (IEnumerable<int>)directive.Statements)}]"));

    [Test]
    public void Attributes_become_directives()
    {
        var read = Reads.All("""
            using FluentMigrator;
            [Migration(1)]
            [Phase(Phase.Contract)]
            [AllowFinding("MG0101", Because = "it is small", Until = "2027-01-31")]
            class A : Migration
            {
                [MigrationGuard.AllowFinding("MG0102", Because = "x")]
                public override void Up() { Delete.Table("a"); Helper(); }
                [AllowFinding("MG0103", Because = "y")]
                public override void Down() { }
                [AllowFinding("MG0104", Because = "z")]
                private void Helper() { Delete.Table("b"); Delete.Table("c"); }
            }
            """);
        Assert.That(read[0].Migration.DeclaredPhase, Is.EqualTo(Phase.Contract));
        Assert.That(Shown(read[0].Migration), Is.EqualTo("""
            phase Contract @0 []
            ignore-file MG0101 because it is small until 2027-01-31 @0 []
            ignore-file MG0102 because x @0 []
            ignore MG0104 because z @1 [1 2]
            """));
        Assert.That(Shown(read[1].Migration), Does.Contain("MG0103").And.Not.Contain("MG0102"));
    }

    [Test]
    public void Comments_become_directives_of_the_statement_they_stand_at()
    {
        var up = Reads.All("""
            using FluentMigrator;
            // migrationguard: ignore-file MG0001 because of the file
            [Migration(1)]
            // migrationguard: phase expand
            class A : Migration
            {
                public override void Up()
                {
                    Delete.Table("a");
                    // migrationguard: ignore MG0002 because next
                    Delete.Table("b");
                    Delete.Table("c"); // migrationguard: ignore MG0003 because same line
                    Delete.Table("d")
                        // migrationguard: ignore MG0004 because inside
                        .InSchema("x");
                    /* migrationguard: ignore MG0005 because of the helper */
                    Helper();
                    var s = "// migrationguard: ignore MG0006 because it is text";
                }
                public override void Down() { /* migrationguard: ignore MG0007 because down */ }
                void Helper() { Delete.Table("e"); Delete.Table("f"); }
            }
            """)[0].Migration;
        Assert.That(Shown(up), Is.EqualTo("""
            ignore-file MG0001 because of the file @0 []
            phase expand @0 []
            ignore MG0002 because next @1 [1]
            ignore MG0003 because same line @2 [2]
            ignore MG0004 because inside @3 [3]
            ignore MG0005 because of the helper @4 [4 5]
            """));
    }
}
