using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace MigrationGuard.Snapshots;

/// <summary>
/// The digest of a schema: <c>sha256:</c> and 64 hexadecimal digits. Equal schemas have it on every server, after a dump and a restore, and whatever the data.
/// Views over one relation are written back with or without the relation's name before the columns by different major versions,
/// so fingerprints of schemas with views are compared within one major version.
/// </summary>
/// <param name="Value">The text.</param>
public sealed record Fingerprint(string Value)
{
    internal static Fingerprint Of(IReadOnlyList<SchemaObject> objects)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var found in objects)
        {
            // Each part with its length, so that no two lists have the same bytes.
            Append(hash, found.Kind);
            Append(hash, found.Identity);
            Append(hash, found.CanonicalFacts);
        }

        return new Fingerprint("sha256:" + Convert.ToHexStringLower(hash.GetHashAndReset()));
    }

    /// <inheritdoc />
    public override string ToString() => Value;

    private static void Append(IncrementalHash hash, string part)
    {
        var bytes = Encoding.UTF8.GetBytes(part);
        Span<byte> length = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(length, bytes.Length);
        hash.AppendData(length);
        hash.AppendData(bytes);
    }
}
