using System.Text;

namespace MigrationGuard.Gate.Programs;

/// <summary>Keeps the end of what a process writes, without its secrets.</summary>
internal sealed class OutputTail(SecretMask mask)
{
    private const int Kept = 4000;

    private readonly Lock _lock = new();
    private readonly StringBuilder _text = new();
    private bool _isCut;

    /// <summary>As much of a text as can be shown; a secret that the cut goes through is not found any more, so more is kept than is shown.</summary>
    public int Limit => Kept + mask.Longest;

    /// <summary>Adds whole lines.</summary>
    public void Add(ReadOnlySpan<char> lines)
    {
        lock (_lock)
        {
            _text.Append(lines);
            if (_text.Length > 2 * Limit)
            {
                _text.Remove(0, _text.Length - Limit);
                _isCut = true;
            }
        }
    }

    /// <summary>What was written last.</summary>
    public string Text()
    {
        lock (_lock)
        {
            var hidden = mask.Hide(_text.ToString());
            return SecretMask.Shorten(hidden[(_isCut ? mask.Longest : 0)..]);
        }
    }
}
