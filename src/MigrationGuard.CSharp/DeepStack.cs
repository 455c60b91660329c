namespace MigrationGuard.CSharp;

/// <summary>The compiler's parser and binder call themselves as deep as the source is nested: what a stack can bear, and a stack that bears it.</summary>
internal static class DeepStack
{
    private const int StackSize = 256 << 20;

    // People stay below 50; a megabyte of brackets would still end the process.
    private const int DeepestBrackets = 2000;
    private const int LongestFile = 4 << 20;

    /// <summary>Why a file is not given to the compiler, or null.</summary>
    public static string? Fault(string text)
    {
        if (text.Length > LongestFile)
        {
            return "the file is larger than 4 MB and was not read";
        }

        var (depth, deepest) = (0, 0);
        foreach (var c in text)
        {
            depth += c switch
            {
                '(' or '[' or '{' => 1,
                ')' or ']' or '}' when depth > 0 => -1,
                _ => 0,
            };
            deepest = Math.Max(deepest, depth);
        }

        return deepest > DeepestBrackets ? "the file is nested too deeply and was not read" : null;
    }

    /// <summary>Runs on a thread with a large stack; exceptions come out as they are.</summary>
    public static T Run<T>(Func<T> work)
    {
        var result = default(T);
        System.Runtime.ExceptionServices.ExceptionDispatchInfo? failure = null;
        var thread = new Thread(
            () =>
            {
                try
                {
                    result = work();
                }
                catch (Exception exception)
                {
                    failure = System.Runtime.ExceptionServices.ExceptionDispatchInfo.Capture(exception);
                }
            },
            StackSize);
        thread.Start();
        thread.Join();
        failure?.Throw();
        return result!;
    }
}
