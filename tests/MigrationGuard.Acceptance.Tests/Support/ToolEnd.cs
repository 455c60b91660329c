namespace MigrationGuard.Acceptance.Tests.Support;

/// <summary>How a process of the tool ended.</summary>
internal sealed record ToolEnd(string Arguments, int Code, string Output, string Error)
{
    /// <summary>This, if it ended with the code.</summary>
    public ToolEnd Exited(int code)
    {
        Assert.That(Code, Is.EqualTo(code), $"migrationguard {Arguments}\n{Output}{Error}");
        return this;
    }

    /// <summary>This, if it said all of it.</summary>
    public ToolEnd Says(params string[] words)
    {
        foreach (var word in words)
        {
            Assert.That(Output + Error, Does.Contain(word), $"migrationguard {Arguments}");
        }

        return this;
    }
}
