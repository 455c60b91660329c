using System.Globalization;
using FluentMigrator;
using FluentMigrator.Infrastructure;

namespace MigrationGuard.FluentMigrator.Tests.Scenes;

/// <summary>A migration with its version.</summary>
internal sealed record TestInfo(long Version, IMigration Migration) : IMigrationInfo
{
    public string Description => "";

    public TransactionBehavior TransactionBehavior { get; init; }

    public bool IsBreakingChange { get; init; }

    public object? Trait(string name) => null;

    public bool HasTrait(string name) => false;

    public string GetName() => string.Create(CultureInfo.InvariantCulture, $"{Version}: {Migration.GetType().Name}");
}
