namespace MigrationGuard.Cli.Sources;

/// <summary>Runs independent work over indexes on all processors.</summary>
internal static class Partition
{
    // Less is not worth a thread.
    private const int Chunk = 16;

    /// <summary>Calls <paramref name="work"/> once for every index below <paramref name="count"/>, in chunks, in no order; returns when all are done.</summary>
    public static void For(int count, Action<int> work)
    {
        var helpers = Math.Min(Environment.ProcessorCount, (count + Chunk - 1) / Chunk) - 1;
        var next = 0;
        Exception? failure = null;
        void Run()
        {
            try
            {
                for (var start = Interlocked.Add(ref next, Chunk) - Chunk; start < count; start = Interlocked.Add(ref next, Chunk) - Chunk)
                {
                    for (var i = start; i < Math.Min(start + Chunk, count); i++)
                    {
                        work(i);
                    }
                }
            }
            catch (Exception exception)
            {
                Interlocked.CompareExchange(ref failure, exception, null);
            }
        }

        var threads = new Thread[Math.Max(helpers, 0)];
        for (var i = 0; i < threads.Length; i++)
        {
            threads[i] = new Thread(Run);
            threads[i].Start();
        }

        Run();
        foreach (var thread in threads)
        {
            thread.Join();
        }

        if (failure is not null)
        {
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(failure);
        }
    }
}
