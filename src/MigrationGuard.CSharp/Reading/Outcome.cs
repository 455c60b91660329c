namespace MigrationGuard.CSharp.Reading;

/// <summary>How a statement ends.</summary>
/// <param name="Leaves">Whether what follows it is certainly not reached.</param>
/// <param name="MayReturn">Whether it may leave the method under a condition that is not known.</param>
/// <param name="MayBreak">Whether it may leave the turn of the loop, or the loop, under such a condition.</param>
internal readonly record struct Outcome(bool Leaves, bool MayReturn, bool MayBreak)
{
    /// <summary>Goes on with the next statement.</summary>
    public static Outcome Next => default;

    /// <summary>Leaves the method.</summary>
    public static Outcome Return => new(Leaves: true, MayReturn: true, MayBreak: false);

    /// <summary>Leaves the loop, or its turn.</summary>
    public static Outcome Break => new(Leaves: true, MayReturn: false, MayBreak: true);

    /// <summary>Ends everything: what is behind a failure is not a matter of a condition.</summary>
    public static Outcome Throw => new(Leaves: true, MayReturn: false, MayBreak: false);

    /// <summary>Whether what follows runs only sometimes.</summary>
    public bool MayLeave => MayReturn || MayBreak;

    /// <summary>One of both happens.</summary>
    public Outcome Or(Outcome other) => new(Leaves && other.Leaves, MayReturn || other.MayReturn, MayBreak || other.MayBreak);
}
