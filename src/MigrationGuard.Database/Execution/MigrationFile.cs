using System.Security.Cryptography;
using System.Text;

namespace MigrationGuard.Execution;

/// <summary>A file of SQL statements that are to be run.</summary>
/// <param name="Path">The file as the user names it, with forward slashes.</param>
/// <param name="Text">The text of the whole file.</param>
public sealed record MigrationFile(string Path, string Text)
{
    /// <summary>Offset at which the part begins that is run; a tool that keeps both directions in a file runs a part of it.</summary>
    public int Start { get; init; }

    /// <summary>Offset behind its last character.</summary>
    public int End { get; init; } = Text.Length;

    /// <summary>SHA-256 of the part that is run, as <c>sha256:…</c>.</summary>
    public string Digest => DigestOf(Text.AsSpan()[Start..End].ToString());

    /// <summary>SHA-256 of a text, as <c>sha256:…</c>.</summary>
    internal static string DigestOf(string text) => "sha256:" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
