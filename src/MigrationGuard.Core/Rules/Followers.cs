namespace MigrationGuard.Rules;

/// <summary>What comes after a statement of a migration.</summary>
internal static class Followers
{
    /// <summary>Whether a later statement of the migration can fail, so that this one has to bear being run again.</summary>
    public static bool CanFail(MigrationContext migration, StepContext step)
    {
        for (var i = migration.Steps.Count - 1; i >= 0 && migration.Steps[i].Step.Statement > step.Step.Statement; i--)
        {
            if (migration.Steps[i].Classification.Cost is { Locks.Count: > 0 } or { Known: false })
            {
                return true;
            }
        }

        return false;
    }
}
