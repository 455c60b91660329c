using Microsoft.CodeAnalysis.CSharp.Syntax;
using MigrationGuard.Migrations;

namespace MigrationGuard.CSharp.Reading.Declarations;

/// <summary>A class that is a migration.</summary>
/// <param name="Type">The class with all its parts.</param>
/// <param name="Main">The part with <c>Up</c>, else the one that names the base.</param>
/// <param name="Framework">What runs it.</param>
internal sealed record MigrationClass(SourceType Type, TypePart Main, MigrationFramework Framework)
{
    /// <summary>Version and name.</summary>
    public required MigrationId Id { get; init; }

    /// <summary>Where the way up begins; null when it is not among the sources.</summary>
    public EntryPoint? Up { get; init; }

    /// <summary>Where the way down begins; null when there is none.</summary>
    public EntryPoint? Down { get; init; }

    /// <summary>The class of the framework that it derives from, such as <c>AutoReversingMigration</c>.</summary>
    public required string Root { get; init; }

    /// <summary>How the framework wraps it.</summary>
    public TransactionMode Transaction { get; init; }

    /// <summary>What the attribute says about it; null when nothing.</summary>
    public string? Description { get; init; }

    /// <summary>Whether the attribute calls it a breaking change.</summary>
    public bool BreakingChange { get; init; }

    /// <summary>The tags, without what is known only at run time.</summary>
    public List<string> Tags { get; } = [];

    /// <summary>The profile it runs with; null for another kind of migration.</summary>
    public string? Profile { get; init; }

    /// <summary>The stage of a maintenance migration; null for another kind of migration.</summary>
    public string? Maintenance { get; init; }
}

/// <summary>A method that the framework calls.</summary>
/// <param name="Method">The method.</param>
/// <param name="Part">The type that declares it: the migration's class or one it derives from.</param>
internal sealed record EntryPoint(MethodDeclarationSyntax Method, TypePart Part);
