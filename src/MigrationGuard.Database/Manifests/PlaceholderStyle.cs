namespace MigrationGuard.Manifests;

/// <summary>How an application writes parameters.</summary>
public enum PlaceholderStyle
{
    /// <summary><c>@name</c>, <c>:name</c> or <c>$1</c>.</summary>
    Named,

    /// <summary><c>?</c> in order, as JDBC.</summary>
    QuestionMarks,
}
