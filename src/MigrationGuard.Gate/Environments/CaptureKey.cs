using System.Security.Cryptography;
using System.Text;

namespace MigrationGuard.Gate.Environments;

/// <summary>A secret that the slots and the gate share: hashes of values can be compared with it, and cannot be guessed without it.</summary>
public sealed class CaptureKey
{
    /// <summary>The shortest one.</summary>
    public const int Shortest = 16;

    private const int Shown = 16;

    private readonly byte[] _key;

    private CaptureKey(byte[] key) => _key = key;

    /// <summary>Tells whether two captures were taken with the same key.</summary>
    public string Check => Hash("key", "")[..12];

    /// <summary>The key of a text; null when it is too short.</summary>
    public static CaptureKey? Of(string text) => text.Trim() is { Length: >= Shortest } secret ? new(Encoding.UTF8.GetBytes(secret)) : null;

    /// <summary>The hash of a value under a name: the same value has another one under another name.</summary>
    public string Hash(string name, string value) => Convert.ToHexStringLower(HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes($"{name}\0{value}")).AsSpan(0, Shown));
}
