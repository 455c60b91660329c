using NUnit.Framework;

namespace MigrationGuard.Gate.Tests.Support;

/// <summary>Waits for what happens soon, without keeping a thread from what makes it happen.</summary>
internal static class Soon
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    public static async Task IsAsync(Func<Task<bool>> condition, string what)
    {
        var start = TimeProvider.System.GetTimestamp();
        while (!await condition())
        {
            Assert.That(TimeProvider.System.GetElapsedTime(start), Is.LessThan(Limit), what);
            await Task.Delay(5);
        }
    }

    public static Task IsAsync(Func<bool> condition, string what) => IsAsync(() => Task.FromResult(condition()), what);
}
