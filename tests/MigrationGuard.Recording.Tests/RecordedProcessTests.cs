using System.Diagnostics;
using System.Reflection;
using System.Reflection.Emit;
using MigrationGuard.Recordings;

namespace MigrationGuard.Recording.Tests;

/// <summary>What becomes of processes does not depend on the server.</summary>
internal sealed class RecordedProcessTests() : RecordedAppFixture(18)
{
    [Test]
    public async Task A_child_of_a_child_is_recorded_too()
    {
        await App.RunAsync(App.Prepare("App", "parent", Database.ConnectionString));
        Assert.That(App.Recording.Statements.Count, Is.EqualTo(6), App.Errors);
    }

    [Test]
    public async Task Two_processes_that_record_into_one_file_lose_nothing()
    {
        using var other = Process.Start(App.Prepare("App", "raw", Database.ConnectionString))!;
        await App.RunAsync(App.Prepare("App", "dapper", Database.ConnectionString));
        await other.WaitForExitAsync();
        Assert.That(App.Recording.Statements.Count, Is.EqualTo(7));
        Assert.That(App.Recording.Processes, Is.EqualTo(2));
    }

    [Test]
    public async Task A_killed_process_leaves_what_it_was_seen_to_send()
    {
        using var process = Process.Start(App.Prepare("App", "hang", Database.ConnectionString))!;
        Assert.That(await process.StandardOutput.ReadLineAsync(), Is.EqualTo("ready"));
        await Task.Delay(TimeSpan.FromSeconds(1));
        process.Kill();
        await process.WaitForExitAsync();
        Assert.That(App.Recording.Statements.Count, Is.EqualTo(6));
    }

    [Test]
    public async Task A_process_that_ends_by_an_exception_leaves_what_it_sent_last()
    {
        Assert.That(await App.RunAsync(App.Prepare("App", "crash", Database.ConnectionString)), Is.Not.Zero);
        Assert.That(App.Recording.Statements.Count, Is.EqualTo(6));
    }

    [Test]
    public async Task A_target_that_cannot_be_written_is_said_once_and_the_application_goes_on()
    {
        var start = App.Prepare("App", "raw", Database.ConnectionString);
        start.Environment[RecordingTarget.Variable] = "/proc/nowhere/app.recording";
        var exit = await App.RunAsync(start);
        Assert.That((exit, App.Output.Trim()), Is.EqualTo((0, "done")));
        Assert.That(App.Errors.Trim().Split('\n'), Has.Length.EqualTo(1).And.All.StartsWith("migrationguard: nothing is recorded: "));
    }

    [Test]
    public async Task A_process_without_a_driver_writes_nothing()
    {
        await App.RunAsync(App.Prepare("App", "nothing", Database.ConnectionString));
        Assert.That(App.Files(), Is.Empty);
        Assert.That(App.Errors, Is.Empty);
    }

    [Test]
    public async Task Without_a_target_the_hook_does_nothing()
    {
        var start = App.Prepare("App", "raw", Database.ConnectionString);
        start.Environment.Remove(RecordingTarget.Variable);
        var exit = await App.RunAsync(start);
        Assert.That((exit, App.Output.Trim(), App.Errors), Is.EqualTo((0, "done", "")));
        Assert.That(App.Files(), Is.Empty);
    }

    [Test]
    public async Task An_application_with_a_MigrationGuard_of_its_own_is_recorded_all_the_same()
    {
        var folder = App.CopyOf("OlderApp");
        foreach (var name in new[] { "MigrationGuard.Recording", "MigrationGuard.Database", "MigrationGuard.Core" })
        {
            var old = new PersistedAssemblyBuilder(new AssemblyName(name) { Version = new Version(0, 0, 1, 0) }, typeof(object).Assembly);
            old.DefineDynamicModule(name);
            old.Save(Path.Combine(folder, name + ".dll"));
        }

        // Without it the host takes every assembly of the folder for the application's.
        File.Delete(Path.Combine(folder, "MigrationGuard.Recording.OlderApp.deps.json"));
        var start = App.Prepare("OlderApp", Database.ConnectionString);
        start.ArgumentList[0] = Path.Combine(folder, "MigrationGuard.Recording.OlderApp.dll");
        var exit = await App.RunAsync(start);
        Assert.That((exit, App.Output.Trim(), App.Errors), Is.EqualTo((0, "done", "")));
        Assert.That(App.Recording.Statements.Count, Is.EqualTo(5));
    }

    [Test]
    public async Task A_ledger_gets_the_recording_through_the_driver_of_the_application()
    {
        Database.Execute("""
            CREATE SCHEMA migration_guard;
            CREATE TABLE migration_guard.recording (service text, label text, digest text, process text, manifest jsonb, PRIMARY KEY (service, label, digest, process));
            CREATE FUNCTION migration_guard.record(text, text, text, text, jsonb) RETURNS void LANGUAGE sql AS
                'INSERT INTO migration_guard.recording VALUES ($1, $2, $3, $4, $5) ON CONFLICT ON CONSTRAINT recording_pkey DO UPDATE SET manifest = excluded.manifest';
            """);
        var start = App.Prepare("App", "raw", Database.ConnectionString);
        start.Environment[RecordingTarget.Variable] = Database.ConnectionString;
        start.Environment[RecordingTarget.ServiceVariable] = "shop";
        start.Environment[RecordingTarget.LabelVariable] = "4.2.0";
        start.Environment[RecordingTarget.DigestVariable] = "sha256:1";
        var exit = await App.RunAsync(start);

        Assert.That((exit, App.Output.Trim(), App.Errors), Is.EqualTo((0, "done", "")));
        var recording = RecordingFile.Read(Database.Ask<string>("SELECT manifest::text FROM migration_guard.recording WHERE (service, label, digest) = ('shop', '4.2.0', 'sha256:1')"), "ledger");
        Assert.That(recording.Statements.Select(statement => statement.Text), Has.None.Contains("migration_guard").And.Exactly(6).Items);
    }

    [Test]
    public async Task A_ledger_that_cannot_be_reached_is_said_once_and_the_application_goes_on()
    {
        var start = App.Prepare("App", "raw", Database.ConnectionString);
        start.Environment[RecordingTarget.Variable] = "Host=127.0.0.1;Port=1;Username=nobody;Database=nowhere;Password=secret-6000";
        start.Environment[RecordingTarget.ServiceVariable] = "shop";
        start.Environment[RecordingTarget.LabelVariable] = "4.2.0";
        start.Environment[RecordingTarget.DigestVariable] = "sha256:1";
        var exit = await App.RunAsync(start);
        Assert.That((exit, App.Output.Trim()), Is.EqualTo((0, "done")));
        Assert.That(App.Errors.Trim().Split('\n'), Has.Length.EqualTo(1).And.All.StartsWith("migrationguard: nothing is recorded: the ledger: "));
        Assert.That(App.Errors, Does.Not.Contain("secret-6000"));
    }
}
