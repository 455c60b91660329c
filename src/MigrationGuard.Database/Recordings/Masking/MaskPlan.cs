namespace MigrationGuard.Recordings.Masking;

/// <summary>What becomes of each token.</summary>
/// <param name="count">How many tokens there are.</param>
internal sealed class MaskPlan(int count)
{
    private readonly Fate[] _fates = new Fate[count];
    private readonly string?[] _types = new string?[count];
    private Dictionary<int, string>? _casts;
    private Dictionary<int, int>? _shared;

    /// <summary>Why the statement cannot be kept without its literals, or null.</summary>
    public string? Problem { get; private set; }

    /// <summary>Whether a literal becomes a parameter.</summary>
    public bool HasMasked { get; private set; }

    /// <summary>Whether a token is left out.</summary>
    public bool IsDropped(int index) => _fates[index] is Fate.Replaced or Fate.Collapsed;

    /// <summary>Whether a token is left out because others like it stay.</summary>
    public bool IsCollapsed(int index) => _fates[index] == Fate.Collapsed;

    /// <summary>Whether it is decided that a token stays as it is.</summary>
    public bool IsKept(int index) => _fates[index] == Fate.Kept;

    /// <summary>Whether nothing is decided.</summary>
    public bool IsOpen(int index) => _fates[index] == Fate.Open;

    /// <summary>The type of the parameter that stands for a literal; null for every other token.</summary>
    public string? TypeOf(int index) => _types[index];

    /// <summary>The type to which that parameter is cast, or null.</summary>
    public string? CastOf(int index) => _casts?.GetValueOrDefault(index);

    /// <summary>The literal with which a literal shares its parameter; itself when it shares none.</summary>
    public int SharedWith(int index) => _shared is not null && _shared.TryGetValue(index, out var other) ? other : index;

    /// <summary>A token stays as it is.</summary>
    public void Keep(int index) => _fates[index] = Fate.Kept;

    /// <summary>A literal becomes a parameter.</summary>
    public void Mask(int index, string type)
    {
        (_fates[index], _types[index]) = (Fate.Masked, type);
        HasMasked = true;
    }

    /// <summary>A literal becomes a parameter that is cast.</summary>
    public void MaskAs(int index, string type, string cast)
    {
        Mask(index, type);
        (_casts ??= [])[index] = cast;
    }

    /// <summary>A token is left out: what replaces its neighbour says the same.</summary>
    public void Replace(int index) => _fates[index] = Fate.Replaced;

    /// <summary>A token is left out: others like it stay.</summary>
    public void Collapse(int index) => _fates[index] = Fate.Collapsed;

    /// <summary>A literal gets the parameter of another.</summary>
    public void Share(int index, int other) => (_shared ??= [])[index] = other;

    /// <summary>The statement cannot be kept.</summary>
    public void Fail(string problem) => Problem ??= problem;

    private enum Fate : byte
    {
        Open,
        Kept,
        Masked,
        Replaced,
        Collapsed,
    }
}
