using Microsoft.CodeAnalysis.CSharp.Syntax;
using MigrationGuard.Migrations;

namespace MigrationGuard.CSharp;

/// <summary>A migration that was read out of a class.</summary>
/// <param name="Migration">What it does, one direction.</param>
/// <param name="Framework">What runs it.</param>
/// <param name="Class">The class; the part with <c>Up</c> when there are several.</param>
public sealed record SourceMigration(Migration Migration, MigrationFramework Framework, ClassDeclarationSyntax Class)
{
    /// <summary>Number of calls that were read.</summary>
    public int CallsRead { get; init; }

    /// <summary>Number of calls that were not understood.</summary>
    public int CallsUnread { get; init; }

    /// <summary>The profile of FluentMigrator it runs with, after the versioned ones; null for another kind of migration.</summary>
    public string? Profile { get; init; }

    /// <summary>The stage of FluentMigrator's maintenance migrations in which it runs, such as <c>AfterAll</c>; null for another kind of migration.</summary>
    public string? Maintenance { get; init; }

    /// <summary>FluentMigrator's tags.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>What its attribute says about it; null when nothing.</summary>
    public string? Description { get; init; }

    /// <summary>Whether its attribute calls it a breaking change.</summary>
    public bool BreakingChange { get; init; }

    /// <summary>The calls, as they were walked.</summary>
    internal IReadOnlyList<Reading.MigrationCall> Calls { get; init; } = [];

    /// <summary>The context of EF Core it belongs to; null when it is not said.</summary>
    public string? Context { get; init; }

    /// <summary>The files that hold a part of the class.</summary>
    public IReadOnlyList<string> Files { get; init; } = [];
}
