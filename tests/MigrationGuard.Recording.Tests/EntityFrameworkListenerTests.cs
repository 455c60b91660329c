using System.Diagnostics;
using MigrationGuard.Recordings.Listeners;
using MigrationGuard.TestKit;
using Microsoft.EntityFrameworkCore;

namespace MigrationGuard.Recording.Tests;

[TestFixtureSource(typeof(PostgresServer), nameof(PostgresServer.Majors))]
internal sealed class EntityFrameworkListenerTests(int major)
{
    [Test]
    public async Task A_query_of_EF_Core_is_counted_once_with_the_types_that_Npgsql_sends()
    {
        using var database = PostgresServer.Get(major).CreateDatabase();
        database.Execute("CREATE TABLE users (id integer PRIMARY KEY, name text); INSERT INTO users VALUES (1, 'Ada')");
        var seen = new Seen();
        using var npgsql = new NpgsqlListener(seen);
        using var diagnostics = new DiagnosticsListener(seen, npgsql);
        await using var context = new Shop(database.ConnectionString);
        for (var id = 1; id <= 3; id++)
        {
            var wanted = id;
            await context.Users.Where(user => user.Id == wanted).TagWith("by id").ToListAsync();
        }

        context.Users.AddRange(new User { Id = 2, Name = "Bob" }, new User { Id = 3, Name = "Eve" });
        await context.SaveChangesAsync();
        npgsql.Settle();

        var query = seen.Commands.Single(command => command.Text.Contains("SELECT u", StringComparison.Ordinal));
        Assert.That(query.Parameters.Select(parameter => parameter.Type), Is.EqualTo(new[] { "integer" }));
        Assert.That(seen.Calls(query.Text), Is.EqualTo(3));
        var insert = seen.Commands.Single(command => command.Text.Contains("INSERT", StringComparison.Ordinal));
        Assert.That(insert.Parameters.Select(parameter => parameter.Type), Is.EqualTo(new[] { "integer", "text" }));
        Assert.That(seen.Calls(insert.Text), Is.EqualTo(2));
        Assert.That(seen.Missed, Is.Empty);
    }

    [Test]
    public void Another_driver_below_EF_Core_is_missed_by_its_name()
    {
        var seen = new Seen();
        using var npgsql = new NpgsqlListener(seen);
        using var diagnostics = new DiagnosticsListener(seen, npgsql);
        using var source = new DiagnosticListener("Microsoft.EntityFrameworkCore");
        source.Write("Microsoft.EntityFrameworkCore.Database.Command.CommandExecuting", new { Command = new OtherCommand() });
        Assert.That(seen.Missed, Is.EqualTo(new[] { "a command of MigrationGuard.Recording.Tests: manifests hold statements of PostgreSQL" }));
    }

    private sealed class User
    {
        public int Id { get; set; }

        public string? Name { get; set; }
    }

    private sealed class Shop(string connectionString) : DbContext
    {
        public DbSet<User> Users => Set<User>();

        protected override void OnConfiguring(DbContextOptionsBuilder optionsBuilder) => optionsBuilder.UseNpgsql(connectionString);

        protected override void OnModelCreating(ModelBuilder modelBuilder) => modelBuilder.Entity<User>(user =>
        {
            user.ToTable("users");
            user.Property(row => row.Id).HasColumnName("id").ValueGeneratedNever();
            user.Property(row => row.Name).HasColumnName("name");
        });
    }
}
