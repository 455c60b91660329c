namespace MigrationGuard.Cli.Checking.Waivers;

/// <summary>An exception for one finding in one state of a file.</summary>
/// <param name="Id">The finding: its fingerprint, 32 hexadecimal digits.</param>
/// <param name="Rule">The rule, e.g. <c>MG0101</c>.</param>
/// <param name="File">The file, as reports name it.</param>
/// <param name="Digest">SHA-256 of the file's text, as <c>sha256:…</c>: in another text it is void.</param>
/// <param name="Reason">Why.</param>
/// <param name="Person">Who takes the responsibility.</param>
/// <param name="At">Since which day.</param>
/// <param name="Until">The last day.</param>
internal sealed record Waiver(string Id, string Rule, string File, string Digest, string Reason, string Person, DateOnly At, DateOnly Until);
