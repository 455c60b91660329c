using System.Text;

namespace MigrationGuard.Gate.Verification;

/// <summary>Keeps the end of what a process writes, without its secrets.</summary>
internal sealed class OutputTail(SecretMask mask)
{
    private const int Kept = 4000;

    private readonly Lock _lock = new();
    private readonly StringBuilder _text = new();
    private bool _isCut;

    // A secret that the cut goes through is not found any more, so more is kept than is shown.
    private int Limit => Kept + mask.Longest;

    /// <summary>Reads a stream to its end.</summary>
    public async Task ReadAsync(TextReader reader)
    {
        var buffer = new char[4096];
        for (int read; (read = await reader.ReadAsync(buffer)) > 0;)
        {
            lock (_lock)
            {
                _text.Append(buffer, 0, read);
                if (_text.Length > 2 * Limit)
                {
                    _text.Remove(0, _text.Length - Limit);
                    _isCut = true;
                }
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
