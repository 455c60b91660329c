using MigrationGuard.Migrations;

namespace MigrationGuard.Cli.Sources.Layouts;

/// <summary>Prisma: <c>20240131120000_name/migration.sql</c>.</summary>
internal sealed class PrismaLayout : Layout
{
    /// <inheritdoc />
    public override string Name => "Prisma";

    // The schema engine sends the file as one string: https://github.com/prisma/prisma/issues/14456
    /// <inheritdoc />
    public override Wrapping Wrapping => Wrapping.Batch;

    /// <inheritdoc />
    public override Placement? Place(SourceFile file)
    {
        if (file.Name is not "migration.sql")
        {
            return null;
        }

        var folder = file.Directory[(file.Directory.LastIndexOf('/') + 1)..];
        var (version, name) = VersionedName.Split(folder);
        return version.Length == 0 ? null : new Placement(Parent(file.Directory), version, name);
    }
}
