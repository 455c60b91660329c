namespace MigrationGuard.Cli.Reports;

/// <summary>The form of a result.</summary>
internal enum OutputFormat
{
    /// <summary>For people.</summary>
    Text,

    /// <summary>For programs: docs/schemas/check.schema.json.</summary>
    Json,

    /// <summary>SARIF 2.1.0, for code scanning.</summary>
    Sarif,

    /// <summary>JUnit XML, for build servers.</summary>
    Junit,

    /// <summary>Markdown, for a comment on a pull request.</summary>
    Markdown,

    /// <summary>Workflow commands of GitHub Actions.</summary>
    Github,
}
