using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Serialization;

namespace MigrationGuard.Contracts;

/// <summary>What an approval is bound to; each is a digest or a name, and a change of any makes it void.</summary>
/// <param name="Statements">SHA-256 over the text of all statements.</param>
/// <param name="Schema">The fingerprint of the schema that they begin on.</param>
/// <param name="Evidence">SHA-256 over the live versions with their artifacts and the release's stored evidence.</param>
/// <param name="Targets">The database, the release and its slots.</param>
public sealed record ContractInputs(string Statements, string Schema, string Evidence, string Targets)
{
    /// <summary>SHA-256 over all of them, as <c>sha256:…</c>.</summary>
    [JsonIgnore]
    public string Digest => "sha256:" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', Statements, Schema, Evidence, Targets))));

    /// <summary>The inputs that are others now, for people; none where all are the same.</summary>
    public IReadOnlyList<string> MovedTo(ContractInputs now) =>
    [
        .. Moved("the statements", Statements, now.Statements),
        .. Moved("the schema", Schema, now.Schema),
        .. Moved("the live versions or their evidence", Evidence, now.Evidence),
        .. Moved("the target", Targets, now.Targets),
    ];

    private static IEnumerable<string> Moved(string what, string before, string now) => string.Equals(before, now, StringComparison.Ordinal) ? [] : [$"{what} ({Short(before)} is {Short(now)} now)"];

    private static string Short(string text) => text.StartsWith("sha256:", StringComparison.Ordinal) && text.Length > 19 ? text[..19] + "…" : text;
}
