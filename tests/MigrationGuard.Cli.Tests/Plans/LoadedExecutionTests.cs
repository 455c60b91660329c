using MigrationGuard.TestKit.Loads;

namespace MigrationGuard.Cli.Tests.Plans;

[TestFixture(15)]
[TestFixture(18)]
public sealed class LoadedExecutionTests(int major)
{
    private const int Rows = 5_000;

    private const string Change = """
        CREATE INDEX ix_orders_customer ON orders (customer_id);
        ALTER TABLE orders ADD COLUMN token uuid DEFAULT gen_random_uuid();
        ALTER TABLE orders ADD CONSTRAINT fk FOREIGN KEY (customer_id) REFERENCES customers (id);
        ALTER TABLE orders ADD CONSTRAINT positive CHECK (quantity > 0);
        ALTER TABLE orders ALTER COLUMN quantity TYPE bigint;
        ALTER TABLE orders RENAME COLUMN code TO sku;
        ALTER TABLE orders ALTER COLUMN customer_id SET NOT NULL;
        ALTER TABLE orders ADD CONSTRAINT one_sku UNIQUE (sku);
        ALTER TABLE orders DROP COLUMN note;

        """;

    // How long a plan may wait, and how long it has the lock then on a machine that has other things to do. A statement that waits without limit waits two seconds.
    private static readonly TimeSpan LockTimeout = TimeSpan.FromMilliseconds(300);
    private static readonly TimeSpan Slack = TimeSpan.FromMilliseconds(1_300);

    [Test]
    public async Task No_statement_of_the_application_fails_or_waits_longer_for_a_lock_than_the_plan_may()
    {
        using var scene = new ExecuteScene(major, "a guarded shop under load", LoadedShop.Tables, LoadedShop.Tables + LoadedShop.Rows(Rows), Change);
        Assert.That(scene.Plan().Code, Is.EqualTo(ExitCode.Yes));

        var before = await UnderLoadAsync(scene, LoadedShop.Statements(), []);
        var after = await UnderLoadAsync(scene, LoadedShop.Statements("sku", hasNote: false), ["--phase", "contract"]);
        var met = before.With(after);
        await TestContext.Out.WriteLineAsync(FormattableString.Invariant($"{met.Statements} statements, longest lock wait {met.LongestLockWait.TotalMilliseconds:0} ms"));

        Assert.That(met.Failures, Is.Empty);
        Assert.That(met.LongestLockWait, Is.LessThan(LockTimeout + Slack));
        Assert.That(met.Statements, Is.GreaterThan(100));
    }

    private static async Task<LoadReport> UnderLoadAsync(ExecuteScene scene, IReadOnlyList<string> statements, string[] phase)
    {
        await using var load = ApplicationLoad.Start(scene.Database, Rows, statements, LoadedShop.Report);
        var end = await Task.Run(() => scene.Execute(["--lock-timeout", "300ms", "--attempts", "40", .. phase]));
        Assert.That(end.Code, Is.EqualTo(ExitCode.Yes), end.Error + end.Output);
        return await load.StopAsync();
    }
}
