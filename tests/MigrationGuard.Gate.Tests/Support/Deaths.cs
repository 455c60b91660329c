namespace MigrationGuard.Gate.Tests.Support;

/// <summary>Counts the moments in which a process could die, and lets it die in one of them.</summary>
internal sealed class Deaths
{
    public int Passed { get; private set; }

    public int At { get; set; } = -1;

    /// <summary>The dead give nothing back.</summary>
    public bool Dead { get; private set; }

    public void Moment()
    {
        if (Passed++ == At)
        {
            Dead = true;
            throw new Killed();
        }
    }

    public void Restart(int at) => (Passed, At, Dead) = (0, at, false);

    /// <summary>Something that changes the world: the process can die before it and after it.</summary>
    public T Around<T>(Func<T> change)
    {
        Moment();
        var result = change();
        Moment();
        return result;
    }
}
