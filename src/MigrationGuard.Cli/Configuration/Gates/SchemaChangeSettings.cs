using MigrationGuard.Tombstones;

namespace MigrationGuard.Cli.Configuration.Gates;

/// <summary>How the schema is changed.</summary>
internal abstract record SchemaChangeSettings
{
    private SchemaChangeSettings()
    {
    }

    /// <summary>By SQL scripts, step by step.</summary>
    /// <param name="Migrations">The folder or file, absolute.</param>
    /// <param name="LockTimeout">How long a step may wait for a lock.</param>
    public sealed record Scripts(string Migrations, TimeSpan LockTimeout) : SchemaChangeSettings
    {
        /// <summary>For how long nothing may have run that needs what is removed, by the statistics of the database; zero not to look at them.</summary>
        public TimeSpan Watched { get; init; }

        /// <summary>From where it is known that somebody asked for what is hidden.</summary>
        public HitSource Hits { get; init; }
    }

    /// <summary>By a folder that <c>plan --write</c> has written: its expand and its migrate.</summary>
    /// <param name="Folder">The folder, absolute.</param>
    /// <param name="LockTimeout">How long a step may wait for a lock.</param>
    public sealed record Planned(string Folder, TimeSpan LockTimeout) : SchemaChangeSettings;

    /// <summary>By a command of the user.</summary>
    public sealed record Command(string Line) : SchemaChangeSettings;
}
