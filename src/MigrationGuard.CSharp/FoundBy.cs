namespace MigrationGuard.CSharp;

/// <summary>Why a text is taken for SQL.</summary>
public enum FoundBy
{
    /// <summary>It is given to a method that runs SQL.</summary>
    Use,

    /// <summary>It reads as SQL; nobody was seen to run it.</summary>
    Content,
}
