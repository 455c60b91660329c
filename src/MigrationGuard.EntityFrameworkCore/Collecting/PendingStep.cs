using System.Reflection;
using MigrationGuard.Migrations;

namespace MigrationGuard.EntityFrameworkCore.Collecting;

/// <summary>A migration that EF Core is about to run.</summary>
/// <param name="Id">The id as EF Core writes it into its history.</param>
/// <param name="Class">The class.</param>
/// <param name="Direction">Up, or the way back.</param>
internal sealed record PendingStep(string Id, TypeInfo Class, Direction Direction)
{
    /// <summary>The class whose model stands behind a migration that is taken back; null where it was the first.</summary>
    public TypeInfo? Before { get; init; }

    /// <summary>The id in two parts: the number that it begins with, and the name.</summary>
    public MigrationId Name => Id.IndexOf('_', StringComparison.Ordinal) is var cut and > 0 && Id[..cut].All(char.IsAsciiDigit)
        ? new MigrationId(Id[..cut], Id[(cut + 1)..])
        : new MigrationId("", Id);
}
