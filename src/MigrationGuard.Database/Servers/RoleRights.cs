namespace MigrationGuard.Servers;

/// <summary>What a role may do in the database of the connection.</summary>
public sealed record RoleRights
{
    /// <summary>The role.</summary>
    public required string Name { get; init; }

    /// <summary>Whether nothing is checked for it.</summary>
    public required bool IsSuperuser { get; init; }

    /// <summary>Whether it may create roles.</summary>
    public required bool CanCreateRoles { get; init; }

    /// <summary>Whether it may create databases, scratch copies for example.</summary>
    public required bool CanCreateDatabases { get; init; }

    /// <summary>Whether policies do not hold for it.</summary>
    public required bool BypassesRowSecurity { get; init; }

    /// <summary>Whether it may create schemas in this database.</summary>
    public required bool CanCreateSchemas { get; init; }

    /// <summary>Whether it may create temporary tables in this database.</summary>
    public required bool CanCreateTemporaryTables { get; init; }

    /// <summary>Whether it sees the activity and the statistics of all roles.</summary>
    public required bool SeesAllStatistics { get; init; }

    /// <summary>
    /// Whether it may create event triggers: a superuser may; null for the administrator of a managed service, to whom the service may allow it.
    /// https://www.postgresql.org/docs/current/sql-createeventtrigger.html
    /// </summary>
    public required bool? CanCreateEventTriggers { get; init; }
}
