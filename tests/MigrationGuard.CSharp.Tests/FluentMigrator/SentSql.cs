using MigrationGuard.CSharp.Tests.Reading;
using MigrationGuard.Sql;
using MigrationGuard.TestKit;

namespace MigrationGuard.CSharp.Tests.FluentMigrator;

/// <summary>A call and what the generators of FluentMigrator 8.0.1 (Postgres15_0Generator, SqlServer2016Generator) send for it; an expression that they refuse is <c>!</c> and the exception.</summary>
/// <param name="Imports">The library of extensions that the file imports; empty for none.</param>
/// <param name="Statement">The call.</param>
/// <param name="PostgreSql">What is sent to PostgreSQL, an expression after the other.</param>
/// <param name="SqlServer">What is sent to SQL Server.</param>
public sealed record SentSql(string Imports, string Statement, string PostgreSql, string SqlServer)
{
    /// <summary>All cases of <c>sent.txt</c>: <c>=== IMPORT</c>, the call, <c>--- postgresql</c>, its SQL, <c>--- sqlserver</c>, its SQL; every command ends with <c>+++</c>.</summary>
    public static IReadOnlyList<SentSql> All { get; } = [.. Cases(File.ReadAllText(RepositoryFiles.Path("tests", "MigrationGuard.CSharp.Tests", "FluentMigrator", "sent.txt")))];

    /// <summary>A migration that makes the call.</summary>
    public string Source => $"""
        using System;
        using System.Collections.Generic;
        using System.Data;
        using FluentMigrator.Builder.Create.Index;
        using FluentMigrator.Model;
        {(Imports.Length == 0 ? "" : $"using {Imports};")}
        {Reads.Fluent(Statement)}
        """;

    /// <summary>What is sent in a dialect.</summary>
    public string Of(SqlDialect dialect) => dialect == SqlDialect.TSql ? SqlServer : PostgreSql;

    /// <inheritdoc />
    public override string ToString() => Statement;

    private static IEnumerable<SentSql> Cases(string text)
    {
        foreach (var part in ("\n" + text).Split("\n=== ").Skip(1))
        {
            var block = part + "\n";
            var head = block.IndexOf("\n--- postgresql\n", StringComparison.Ordinal);
            var middle = block.IndexOf("--- sqlserver\n", StringComparison.Ordinal);
            var lines = block[..head].Split('\n', 2);
            yield return new SentSql(lines[0], lines[1], block[(head + "\n--- postgresql\n".Length)..middle], block[(middle + "--- sqlserver\n".Length)..]);
        }
    }
}
