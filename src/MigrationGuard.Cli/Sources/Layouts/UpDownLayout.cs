using MigrationGuard.Migrations;

namespace MigrationGuard.Cli.Sources.Layouts;

/// <summary>golang-migrate, sqlx and pop: <c>1_name.up.sql</c> and <c>1_name.down.sql</c>; pop adds the product and <c>autocommit</c>.</summary>
internal sealed class UpDownLayout : Layout
{
    /// <inheritdoc />
    public override string Name => "up/down files";

    // golang-migrate sends the file as one string: https://github.com/golang-migrate/migrate/pull/495
    /// <inheritdoc />
    public override Wrapping Wrapping => Wrapping.Batch;

    /// <inheritdoc />
    public override Placement? Place(SourceFile file)
    {
        var up = file.BareName.EndsWith(".up", StringComparison.OrdinalIgnoreCase);
        if (!up && !file.BareName.EndsWith(".down", StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        var parts = file.BareName.Split('.');

        var marks = parts.Length - 1;
        string? product = null;
        var autocommit = false;
        while (marks > 1 && (parts[marks - 1] is "autocommit" || Products.IsName(parts[marks - 1])))
        {
            product = parts[marks - 1] is "autocommit" ? product : parts[marks - 1].ToLowerInvariant();
            autocommit |= parts[marks - 1] is "autocommit";
            marks--;
        }

        var (version, name) = VersionedName.Split(string.Join('.', parts[..marks]));
        return new Placement(file.Directory, version, name)
        {
            Direction = up ? Direction.Up : Direction.Down,
            Product = product,
            Autocommit = autocommit,
        };
    }

    /// <inheritdoc />
    public override Wrapping WrappingOf(string text, string? companion) => FirstLineSays(text, "no-transaction") ? Wrapping.Batch : Wrapping;
}
