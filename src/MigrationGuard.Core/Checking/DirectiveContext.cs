using MigrationGuard.Migrations;
using MigrationGuard.Rules;

namespace MigrationGuard.Checking;

/// <summary>A comment with what came of it.</summary>
/// <param name="Directive">The comment.</param>
/// <param name="Ignore">What it says, when it is an ignore.</param>
/// <param name="Unused">The rules of the ignore that had nothing to say where it holds.</param>
/// <param name="Today">The day of the check.</param>
internal sealed record DirectiveContext(Directive Directive, Ignore? Ignore, IReadOnlyList<RuleInfo> Unused, DateTime Today)
{
    /// <summary>Whether the ignore holds no longer.</summary>
    public bool Expired => Ignore?.ExpiredOn(Today) == true;
}
