using System.Diagnostics;
using MigrationGuard.Recordings.Listeners;

namespace MigrationGuard.Recording.Tests;

/// <summary>The events of SqlClient with a command of nobody's: there is no SQL Server where these tests run.</summary>
internal sealed class SqlClientListenerTests
{
    [TestCase("Microsoft.Data.SqlClient.WriteCommand")]
    [TestCase("System.Data.SqlClient.WriteCommand")]
    public void Commands_of_SqlClient_are_missed_whether_they_succeed_or_not(string name)
    {
        var seen = new Seen();
        using var npgsql = new NpgsqlListener(seen);
        using var diagnostics = new DiagnosticsListener(seen, npgsql);
        using var source = new DiagnosticListener("SqlClientDiagnosticListener");
        foreach (var moment in new[] { "Before", "After", "Before", "Error" })
        {
            if (source.IsEnabled(name + moment))
            {
                source.Write(name + moment, new { Command = new OtherCommand() });
            }
        }

        Assert.That(seen.Missed, Has.Exactly(2).EqualTo("a command of SqlClient: manifests hold statements of PostgreSQL"));
    }
}
