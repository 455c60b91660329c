using MigrationGuard.Backfills;

namespace MigrationGuard.Postgres.Backfills;

/// <summary>Where a run is: segment, position, size of the next batch, pace.</summary>
internal sealed class Course
{
    private readonly BackfillSettings _settings;
    private readonly IProgress<BackfillProgress> _progress;
    private readonly Pace _pace;
    private TableShape _shape;
    private string _name;
    private BatchSize _size;
    private long _rows;

    /// <summary>Goes on where the work was stored.</summary>
    public Course(BackfillWork work, IProgress<BackfillProgress> progress, TimeProvider time)
    {
        (_settings, _progress, _pace) = (work.Settings, progress, new Pace(time));
        (_shape, _name, _rows, Position) = (work.Shape, work.Row.Status.Name, work.Row.Status.Rows, work.Row.Position);
        _size = new BatchSize(_settings.FirstSize, _settings.LargestSize, _settings.Target);
        Restore(work);
    }

    /// <summary>How far the pass is.</summary>
    public Position Position { get; private set; }

    /// <summary>What is gone through now; null at the end of the pass.</summary>
    public Segment? Segment { get; private set; }

    /// <summary>The size of the next batch.</summary>
    public BatchSize Size => _size;

    /// <summary>Goes on where the work was stored, perhaps when the table looked different.</summary>
    public void Restore(BackfillWork work)
    {
        (_shape, _name, _rows) = (work.Shape, work.Row.Status.Name, work.Row.Status.Rows);
        Place(work.Row.Position, work.Row.Status.Size);
        _pace.Begin(_shape.Share(Position));
    }

    /// <summary>Begins the next pass over a table as it is now.</summary>
    public void Again(TableShape shape)
    {
        _shape = shape;
        Place(Position.Start(Position.Pass + 1), 0);
        _pace.Begin(0);
    }

    /// <summary>Begins a segment, of which the last key is this one.</summary>
    public void Until(string[]? last) => Position = Position with { Until = last };

    /// <summary>Counts a batch that is committed.</summary>
    public void Take(BatchResult.Did did)
    {
        (Position, _rows) = (did.Position, _rows + did.Rows);
        _pace.Add(did.Rows);
        Say(null);
        if (did.IsLast)
        {
            Advance();
        }
    }

    /// <summary>Goes to the next segment, or to the end of the pass.</summary>
    public void Advance()
    {
        Segment = _shape.Segments.FirstOrDefault(segment => string.CompareOrdinal(segment.Name, Segment!.Name) > 0);
        if (Segment is not null)
        {
            Position = Position.In(Segment);
            Resize(_size.Units);
        }
    }

    /// <summary>What is stored with a position.</summary>
    public Standing Standing(Position position, long rows)
    {
        var share = _shape.Share(position);
        return new Standing(rows, _size.Units, null, share, _pace.Rate, _pace.Remaining(share));
    }

    /// <summary>Tells how far it is.</summary>
    /// <param name="note">What it waits for or does besides batches.</param>
    public void Say(string? note)
    {
        var share = Segment is null ? 1 : _shape.Share(Position);
        _progress.Report(new BackfillProgress(_name, _rows, share, _pace.Rate, _pace.Remaining(share), note) { Pass = Position.Pass });
    }

    private void Place(Position position, int units)
    {
        Segment = _shape.Segments.FirstOrDefault(segment => position.Segment is null || string.CompareOrdinal(segment.Name, position.Segment) >= 0);
        var fits = Segment is not null && string.Equals(Segment.Name, position.Segment, StringComparison.Ordinal) && string.Equals(Segment.Walk.Name, position.Walk, StringComparison.Ordinal);
        Position = fits || Segment is null ? position : position.In(Segment);
        Resize(fits && units > 0 ? units : _settings.FirstSize * (Segment?.Walk.UnitsOfKey ?? 1));
    }

    private void Resize(int units) => _size = new BatchSize(units, _settings.LargestSize * (Segment?.Walk.UnitsOfKey ?? 1), _settings.Target);
}
