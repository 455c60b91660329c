using Microsoft.CodeAnalysis;

namespace MigrationGuard.CSharp.Reading;

/// <summary>What changes during the walk, so that a branch of which it is not known whether it runs can be taken back.</summary>
internal sealed class Journal
{
    private readonly List<(Slot Slot, Value Before)> _open = [];
    private readonly List<(Slot Slot, Value Before, Value After)> _ever = [];
    private readonly List<(Chain Chain, int Links, SyntaxNode Node)> _grown = [];

    /// <summary>Where it stands: what is behind can be taken back.</summary>
    public Place Here => new(_open.Count, _ever.Count, _grown.Count);

    /// <summary>Gives a variable or object another value.</summary>
    public void Set(Slot slot, Value value)
    {
        if (slot.IsLost && !Values.Same(slot.Value, value) && !Values.IsBuilder(value))
        {
            value = new UnknownValue($"{slot.Name} may be changed at any time", value.At);
        }

        _open.Add((slot, slot.Value));
        _ever.Add((slot, slot.Value, value));
        slot.Value = value;
    }

    /// <summary>A chain is about to go on.</summary>
    public void Grows(Chain chain) => _grown.Add((chain, chain.Links.Count, chain.Node));

    /// <summary>Takes back what was changed behind a place; gives what it came to.</summary>
    public Dictionary<Slot, Value> Undo(Place from)
    {
        var ended = new Dictionary<Slot, Value>();
        for (var i = _open.Count - 1; i >= from.Open; i--)
        {
            var (slot, before) = _open[i];
            if (!ended.ContainsKey(slot))
            {
                ended[slot] = slot.Value;
            }

            slot.Value = before;
        }

        _open.RemoveRange(from.Open, _open.Count - from.Open);
        return ended;
    }

    /// <summary>Takes back how far chains went on behind a place.</summary>
    public void Shrink(Place from)
    {
        for (var i = _grown.Count - 1; i >= from.Grown; i--)
        {
            _grown[i].Chain.Shrink(_grown[i].Links, _grown[i].Node);
        }

        _grown.RemoveRange(from.Grown, _grown.Count - from.Grown);
    }

    /// <summary>What was set behind a place, taken back or not.</summary>
    public IEnumerable<Slot> Since(Place from)
    {
        for (var i = from.Ever; i < _ever.Count; i++)
        {
            yield return _ever[i].Slot;
        }
    }

    /// <summary>What had another value at any time behind a place, taken back or not.</summary>
    public HashSet<Slot> Unsettled(Place from)
    {
        var unsettled = new HashSet<Slot>();
        for (var i = from.Ever; i < _ever.Count; i++)
        {
            var (slot, before, after) = _ever[i];
            if (!Values.Same(slot.Value, before) || !Values.Same(slot.Value, after))
            {
                unsettled.Add(slot);
            }
        }

        return unsettled;
    }

    /// <summary>A place in the journal.</summary>
    internal readonly record struct Place(int Open, int Ever, int Grown);
}
