namespace MigrationGuard.Rehearsals;

/// <summary>What of a migration depends on rows that the copy does not have.</summary>
internal static class DataNeeds
{
    /// <summary>The questions that were asked of the real database, and what nobody asked although the server checked rows.</summary>
    public static IReadOnlyList<DataProbe> Of(RehearsalMigration migration, IReadOnlyList<StepTrace> traces)
    {
        if (migration.Probes.Count > 0)
        {
            return migration.Probes;
        }

        var open = new List<DataProbe>();
        foreach (var trace in traces)
        {
            if (trace.FailedOnRows is { } failed)
            {
                open.Add(new DataProbe($"whether real rows fail as made-up ones did: {failed}", DataAnswer.Unknown) { Reason = "no question about the real rows is known" });
            }
            else
            {
                open.AddRange(trace.Relations.Where(relation => relation is { Verified: true, IsLive: true, Inserted: 0 })
                    .Select(relation => new DataProbe($"whether the rows of {relation.Name} are as the new constraint wants them", DataAnswer.Unknown) { Reason = "no question about the real rows is known" }));
            }
        }

        return open;
    }
}
