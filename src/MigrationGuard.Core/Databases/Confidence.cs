namespace MigrationGuard.Databases;

/// <summary>How a fact is known, best first.</summary>
public enum Confidence
{
    /// <summary>Rehearsed by a test on a real server.</summary>
    Measured,

    /// <summary>Read in the vendor's documentation.</summary>
    Documented,

    /// <summary>Read in the source of the tool that produces it.</summary>
    SourceRead,

    /// <summary>Taken from an expert's article; never an error, always "not verified".</summary>
    Article,

    /// <summary>General knowledge; never an error, always "not verified".</summary>
    Unverified,
}
