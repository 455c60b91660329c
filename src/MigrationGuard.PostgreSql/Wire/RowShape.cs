using System.Buffers.Binary;
using System.Text;
using MigrationGuard.Collections;
using MigrationGuard.Manifests;

namespace MigrationGuard.Postgres.Wire;

/// <summary>A RowDescription as the server sent it.</summary>
internal sealed class RowShape
{
    private readonly byte[] _body;

    public RowShape(byte[] body)
    {
        _body = body;
        var hash = default(HashCode);
        hash.AddBytes(body);
        Hash = hash.ToHashCode();
    }

    /// <summary>A hash of all of it.</summary>
    public int Hash { get; }

    /// <summary>The columns; null when it is no description.</summary>
    public EquatableList<ManifestResultColumn>? Columns(WireTypes types)
    {
        var rest = _body.AsSpan();
        var columns = new ManifestResultColumn[BinaryPrimitives.ReadUInt16BigEndian(rest)];
        rest = rest[2..];
        for (var i = 0; i < columns.Length; i++)
        {
            var end = rest.IndexOf((byte)0);
            if (end < 0 || rest.Length < end + 19)
            {
                return null;
            }

            var type = BinaryPrimitives.ReadUInt32BigEndian(rest[(end + 7)..]);
            var modifier = BinaryPrimitives.ReadInt32BigEndian(rest[(end + 13)..]);
            columns[i] = new ManifestResultColumn(Encoding.UTF8.GetString(rest[..end]), types.Name(type, modifier));
            rest = rest[(end + 19)..];
        }

        return columns;
    }
}
