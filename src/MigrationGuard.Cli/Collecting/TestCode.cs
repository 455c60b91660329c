namespace MigrationGuard.Cli.Collecting;

/// <summary>What happens with the code of tests.</summary>
internal enum TestCode
{
    /// <summary>Folders whose names end in Test or Tests are not read.</summary>
    LeftOut,

    /// <summary>They are read.</summary>
    Read,
}
