using Microsoft.CodeAnalysis;

namespace MigrationGuard.CSharp.Tests;

/// <summary>Collects from sources of a test.</summary>
internal static class Collected
{
    /// <summary>With nothing but the core library.</summary>
    public static CollectOptions Options { get; } = new() { References = [MetadataReference.CreateFromFile(typeof(object).Assembly.Location)] };

    /// <summary>From files a.cs, b.cs, ….</summary>
    public static CollectedSql From(params string[] texts) => From(Options, texts);

    /// <summary>The same with other options.</summary>
    public static CollectedSql From(CollectOptions options, params string[] texts)
        => SqlLiteralCollector.Collect([.. texts.Select((text, i) => new CSharpFile((char)('a' + i) + ".cs", text))], options, CancellationToken.None);

    /// <summary>From the body of a method, in which <c>c</c> is a connection.</summary>
    public static CollectedSql FromBody(string body)
        => From("using Dapper; class Store { void Find(NpgsqlConnection c, int id, string name, bool all, string[] names) {\n" + body + "\n} }");

    /// <summary>The texts, and for what was not collected the reasons, a line each.</summary>
    public static string Shown(CollectedSql sql)
        => string.Join('\n', sql.Statements.Select(found => $"{found.Path}:{found.Line} {found.Member} {found.FoundBy}: {found.Text}")
            .Concat(sql.Uncollected.Select(missed => $"{missed.Path}:{missed.Line} {missed.Member} {missed.Kind}: {missed.Reason}")));
}
