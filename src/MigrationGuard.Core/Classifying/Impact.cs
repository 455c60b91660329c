namespace MigrationGuard.Classifying;

/// <summary>How an operation meets one version of the application.</summary>
public enum Impact
{
    /// <summary>Nothing that a client can notice.</summary>
    None,

    /// <summary>Only clients that do something unusual can notice (<c>SELECT *</c>, positional INSERT, COPY, prepared statements).</summary>
    Note,

    /// <summary>Some client of the usual kind fails or reads another result.</summary>
    Breaks,

    /// <summary>Could not be decided; treated as breaking.</summary>
    Unknown,
}
