using MigrationGuard.Migrations;

namespace MigrationGuard.Cli.Sources.Layouts;

/// <summary>diesel: <c>2024-01-31-120000_name/up.sql</c> and <c>down.sql</c>, with an optional <c>metadata.toml</c>.</summary>
internal sealed class DieselLayout : Layout
{
    /// <inheritdoc />
    public override string Name => "diesel";

    /// <inheritdoc />
    public override Wrapping Wrapping => Wrapping.Transaction;

    /// <inheritdoc />
    public override Placement? Place(SourceFile file)
    {
        if (file.Name is not ("up.sql" or "down.sql"))
        {
            return null;
        }

        var folder = file.Directory[(file.Directory.LastIndexOf('/') + 1)..];
        var (version, name) = VersionedName.Split(folder);
        return version.Length == 0 ? null
            : new Placement(Parent(file.Directory), version, name) { Direction = file.Name == "up.sql" ? Direction.Up : Direction.Down };
    }

    /// <inheritdoc />
    public override string CompanionOf(SourceFile file) => "metadata.toml";

    // Without a transaction diesel sends the file as one string (batch_execute): https://docs.rs/diesel_migrations
    /// <inheritdoc />
    public override Wrapping WrappingOf(string text, string? companion)
        => ConfigurationLines.Value(companion, "run_in_transaction") is "false" ? Wrapping.Batch : Wrapping;
}
