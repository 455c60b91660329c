namespace MigrationGuard.Postgres.Backfills;

/// <summary>How large batches are: as large as the time for one allows, smaller while a row is looked for that the server refuses.</summary>
/// <param name="units">Units of the first batch.</param>
/// <param name="largest">Units of the largest.</param>
/// <param name="target">How long one should take.</param>
internal sealed class BatchSize(int units, int largest, TimeSpan target)
{
    private int? _before;

    /// <summary>Units of the next batch, at least 1.</summary>
    public int Units { get; private set; } = Math.Clamp(units, 1, largest);

    /// <summary>Takes into account how long a whole batch took: at most twice as large, at least half as large as before.</summary>
    public void Took(TimeSpan time)
    {
        if (_before is null)
        {
            var factor = Math.Clamp(target / TimeSpan.FromTicks(Math.Max(1, time.Ticks)), 0.5, 2);
            Units = (int)Math.Clamp(Math.Ceiling(Units * factor), 1, largest);
        }
    }

    /// <summary>Makes batches half as large.</summary>
    public void Halve() => Units = Math.Max(1, Units / 2);

    /// <summary>Looks for a row in smaller batches until <see cref="Found"/>.</summary>
    public void Seek()
    {
        _before ??= Units;
        Halve();
    }

    /// <summary>Goes on as before.</summary>
    public void Found() => (Units, _before) = (_before ?? Units, null);
}
