using MigrationGuard.Databases;

namespace MigrationGuard.Cli.Sources.Layouts;

/// <summary>The files of one history in the order in which they run.</summary>
/// <param name="Root">The folder that holds it, as shown; empty for the working directory.</param>
/// <param name="Files">The files.</param>
internal sealed record MigrationSet(string Root, List<PlacedFile> Files)
{
    /// <summary>The layout of most of the files.</summary>
    public Layout Layout => Files.CountBy(file => file.Layout).MaxBy(pair => pair.Value).Key;

    /// <summary>The newest migration that has a version, else the last one.</summary>
    public PlacedFile Newest => Files.FindLast(file => file.Placement is { Version.Length: > 0, Direction: Migrations.Direction.Up }) ?? Files[^1];

    /// <summary>The product that file names of the set name, if all that do name the same one that is checked.</summary>
    public DatabaseKinds ProductOfNames()
    {
        var kinds = DatabaseKinds.None;
        foreach (var file in Files)
        {
            kinds |= file.Placement.Product is { } product ? Products.KindOf(product) ?? DatabaseKinds.None : DatabaseKinds.None;
        }

        return kinds is DatabaseKinds.PostgreSql or DatabaseKinds.SqlServer ? kinds : DatabaseKinds.None;
    }
}
