using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using MigrationGuard;
using MigrationGuard.EntityFrameworkCore;
using MigrationGuard.Manifests;
using MigrationGuard.Pending;
using MigrationGuard.Recordings;
using Npgsql;

// Nobody listens there: what needs no server works without one, and what needs one says so.
const string nowhere = "Host=127.0.0.1;Port=1;Username=shop;Database=shop;Timeout=1";

var options = new DbContextOptionsBuilder<Shop>().UseNpgsql(nowhere).UseMigrationGuard(guard => guard.UsePostgreSql(nowhere)).Options;
await using var shop = new Shop(options);
var header = new StatementManifest { Service = "shop", Label = "1.0.0", Digest = "sha256:0", Role = "shop" };
Console.WriteLine($"footprint: {string.Join("; ", EfModelFootprint.Of(shop, header).Statements.Select(statement => statement.Text))}");

var asked = new RunGuardOptions();
asked.UsePostgreSql(nowhere);
try
{
    await new GuardedRun(asked).JudgeAsync(new PendingRun("application", default), default);
}
catch (MigrationRefusedException refused)
{
    Console.WriteLine($"run: {refused.Judgement.Decision}");
}

var recorder = new StatementRecorder(new RecordingLimits(), TimeProvider.System);
await using var source = new NpgsqlDataSourceBuilder(nowhere).RecordStatements(recorder).Build();
Console.WriteLine($"recorded: {recorder.Snapshot().Statements.Count}");

var builder = Host.CreateApplicationBuilder();
builder.Services.AddMigrationGuard(app =>
{
    app.Service = "shop";
    app.Version = "1.0.0";
    app.UsePostgreSql(nowhere);
});
using var host = builder.Build();
Console.WriteLine($"hosted: {host.Services.GetServices<IHostedService>().Count()}");

internal sealed class Shop(DbContextOptions<Shop> options) : DbContext(options)
{
    public DbSet<Order> Orders => Set<Order>();
}

internal sealed class Order
{
    public int Id { get; set; }

    public required string Reference { get; set; }
}
