using Microsoft.EntityFrameworkCore;
using MigrationGuard.EntityFrameworkCore.Tests.Store;
using MigrationGuard.Recordings;
using Npgsql;

namespace MigrationGuard.EntityFrameworkCore.Tests.Recorders;

[TestFixture(15)]
[TestFixture(18)]
public sealed class RecordingTests(int major)
{
    [Test]
    public async Task A_context_records_each_of_its_commands_once_with_the_types_that_are_sent([Values] bool isSourceRecordedToo)
    {
        using var scene = StoreScene.Create(major);
        scene.Database.Execute("ALTER TABLE users ADD COLUMN note text");
        var recorder = new StatementRecorder(new RecordingLimits(), TimeProvider.System);
        var builder = new NpgsqlDataSourceBuilder(scene.Database.ConnectionString);
        if (isSourceRecordedToo)
        {
            builder.RecordStatements(recorder);
        }

        await using var source = builder.Build();
        for (var i = 1; i <= 3; i++)
        {
            await using var context = new StoreContext(new DbContextOptionsBuilder<StoreContext>().UseNpgsql(source).RecordStatements(recorder).Options);
            context.People.Add(new Person { Id = i, Email = "marked-secret" });
            await context.SaveChangesAsync();
            var email = $"marked-{i}";
            _ = context.People.Count(person => person.Email == email);
        }

        var statements = Known(recorder);
        Assert.Multiple(() =>
        {
            Assert.That(statements.Select(one => (one.Text.Split(' ')[0], one.Calls, string.Join(',', one.Parameters.Select(parameter => parameter.Type)))), Is.EquivalentTo(new[] { ("INSERT", 3L, "integer,text,text"), ("SELECT", 3L, "text") }));
            Assert.That(string.Concat(statements.Select(one => one.ToString())), Does.Not.Contain("marked"));
        });
    }

    // Sessions are asked for in the background.
    private static List<RecordedStatement> Known(StatementRecorder recorder)
    {
        Assert.That(() => recorder.Snapshot().Statements.Count, Is.GreaterThanOrEqualTo(2).After(5).Seconds.PollEvery(50).MilliSeconds);
        return [.. recorder.Snapshot().Statements];
    }
}
