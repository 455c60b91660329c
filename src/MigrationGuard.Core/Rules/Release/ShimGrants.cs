using MigrationGuard.Operations;

namespace MigrationGuard.Rules.Release;

/// <summary>Which roles may use a table, and which of them may use the view that took its name.</summary>
internal sealed class ShimGrants
{
    private readonly List<(ObjectName? Table, string Role, string Privilege)> _granted = [];

    /// <summary>Whether something grants privileges on views by itself when they are created.</summary>
    public bool ByDefault { get; private set; }

    /// <summary>Takes notice of an operation of the history.</summary>
    public void See(Operation operation)
    {
        switch (operation)
        {
            case Grant { ObjectType: "TABLE" } grant:
                Add(grant, grant.Objects);
                break;
            case Grant { ObjectType: "ALL TABLES IN SCHEMA" } grant:
                Add(grant, [null]);
                break;
            case ChangeDefaultPrivileges { Revokes: false }:
                ByDefault = true;
                break;
            default:
                break;
        }
    }

    /// <summary>The privileges on the table that the history granted and that nothing grants on the view, as GRANT statements list them.</summary>
    public IReadOnlyList<string> Missing(RenameShim shim, MigrationContext migration)
    {
        var missing = new List<string>();
        foreach (var (table, role, privilege) in _granted)
        {
            var missed = $"{privilege} for {role}";
            if (!ByDefault && (table is not { } name || shim.Step.Database.Syntax.Same(name, shim.OldName)) && privilege is not ("TRUNCATE" or "REFERENCES" or "TRIGGER")
                && !IsGranted(shim, migration, g => g.Grantees.Contains(role) && (g.Privileges.Contains(privilege) || IsAll(g.Privileges[0]))) && !missing.Contains(missed))
            {
                missing.Add(missed);
            }
        }

        return missing;
    }

    /// <summary>Whether anything at all is granted on the view.</summary>
    public bool IsSilent(RenameShim shim, MigrationContext migration) => !ByDefault && !IsGranted(shim, migration, _ => true);

    private static bool IsGranted(RenameShim shim, MigrationContext migration, Predicate<Grant> match)
        => Later.Find<Grant>(migration, shim.Step, shim.OldName.Name, g => match(g) && g.Objects.Exists(o => shim.Step.Database.Syntax.Same(o, shim.OldName))) is not null
            || Later.Find<Grant>(migration, shim.Step, "", g => match(g) && g.ObjectType == "ALL TABLES IN SCHEMA") is not null;

    private static bool IsAll(string privilege) => privilege.StartsWith("ALL", StringComparison.Ordinal);

    private void Add(Grant grant, IEnumerable<ObjectName?> tables)
    {
        foreach (var table in tables)
        {
            foreach (var role in grant.Grantees)
            {
                foreach (var privilege in grant.Privileges)
                {
                    _granted.Add((table, role, privilege));
                }
            }
        }
    }

    private void Add(Grant grant, Collections.EquatableList<ObjectName> tables) => Add(grant, tables.Select(t => (ObjectName?)t));
}
