using System.Security.Cryptography;
using System.Text;
using MigrationGuard.Collections;

namespace MigrationGuard.Manifests;

/// <summary>What makes two statements of a version the same.</summary>
public static class StatementKey
{
    /// <summary>
    /// The first twelve hexadecimal digits of the SHA-256 of text, parameter types (joined by commas), role and search_path,
    /// in UTF-8 with a zero byte between the four.
    /// </summary>
    public static string Of(string text, EquatableList<ManifestParameter> parameters, string role, string searchPath)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes(text));
        hash.AppendData([0]);
        for (var i = 0; i < parameters.Count; i++)
        {
            hash.AppendData(Encoding.UTF8.GetBytes(i == 0 ? parameters[i].Type : "," + parameters[i].Type));
        }

        hash.AppendData([0]);
        hash.AppendData(Encoding.UTF8.GetBytes(role));
        hash.AppendData([0]);
        hash.AppendData(Encoding.UTF8.GetBytes(searchPath));
        return Convert.ToHexStringLower(hash.GetHashAndReset().AsSpan(0, 6));
    }
}
