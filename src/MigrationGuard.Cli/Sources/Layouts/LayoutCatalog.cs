using MigrationGuard.Databases;

namespace MigrationGuard.Cli.Sources.Layouts;

/// <summary>The layouts, and how files fall into histories.</summary>
internal static class LayoutCatalog
{
    private static readonly GrateLayout Grate = new();

    /// <summary>The layouts, the most telling names first.</summary>
    public static IReadOnlyList<Layout> All { get; } =
        [new PrismaLayout(), new DieselLayout(), new FlywayLayout(), new UpDownLayout(), Grate, new DbUpLayout(), new NumberedLayout(), new PlainLayout()];

    /// <summary>The histories that the files make up, in the order of their folders, each in the order in which it runs.</summary>
    public static List<MigrationSet> Arrange(IReadOnlyList<SourceFile> files)
    {
        var grateRoots = GrateRoots(files);
        var sets = new Dictionary<string, MigrationSet>(StringComparer.Ordinal);
        foreach (var file in files)
        {
            var placed = Place(file, grateRoots);
            if (!sets.TryGetValue(placed.Placement.Root, out var set))
            {
                sets.Add(placed.Placement.Root, set = new MigrationSet(placed.Placement.Root, []));
            }

            set.Files.Add(placed);
        }

        Nest(sets);
        var list = sets.Values.OrderBy(set => set.Root, StringComparer.Ordinal).ToList();
        foreach (var set in list)
        {
            set.Files.Sort(PlacedFile.Compare);
        }

        return list;
    }

    /// <summary>Takes out the scripts for products other than the wanted one, and the general ones that a script of the wanted product replaces.</summary>
    public static List<PlacedFile> TakeOutForeign(MigrationSet set, DatabaseKinds wanted)
    {
        if (!set.Files.Exists(file => file.Placement.Product is not null))
        {
            return [];
        }

        var special = set.Files.Where(file => file.Placement.Product is { } product && Products.KindOf(product) == wanted && wanted != DatabaseKinds.None)
            .Select(KeyOf).ToHashSet();
        bool IsForeign(PlacedFile file) => file.Placement.Product is { } product
            ? Products.KindOf(product) is var kind && (kind == DatabaseKinds.None || (wanted != DatabaseKinds.None && kind != wanted))
            : special.Contains(KeyOf(file));
        var foreign = set.Files.FindAll(IsForeign);
        set.Files.RemoveAll(IsForeign);
        return foreign;
    }

    private static (string, string, Migrations.Direction) KeyOf(PlacedFile file) => (file.Placement.Version, file.Placement.Name, file.Placement.Direction);

    private static PlacedFile Place(SourceFile file, HashSet<string> grateRoots)
    {
        foreach (var layout in All)
        {
            if (layout.Place(file) is { } placement && (layout != Grate || grateRoots.Contains(placement.Root)))
            {
                return new PlacedFile(file, layout, placement);
            }
        }

        throw new InvalidOperationException("The last layout takes every file.");
    }

    // Folders such as "views" mean grate only next to the folder "up".
    private static HashSet<string> GrateRoots(IReadOnlyList<SourceFile> files)
    {
        var roots = new HashSet<string>(StringComparer.Ordinal);
        foreach (var file in files)
        {
            if (GrateLayout.IsMainFolder(file))
            {
                roots.Add(Grate.Place(file)!.Root);
            }
        }

        return roots;
    }

    // Flyway orders the versions of a location and of the folders below it together.
    private static void Nest(Dictionary<string, MigrationSet> sets)
    {
        foreach (var root in sets.Keys.OrderByDescending(root => root.Length).ToList())
        {
            var layout = sets[root].Layout;
            for (var above = layout.Nests ? Above(root) : null; above is not null; above = Above(above))
            {
                if (sets.TryGetValue(above, out var outer) && outer.Layout == layout)
                {
                    outer.Files.AddRange(sets[root].Files);
                    sets.Remove(root);
                    break;
                }
            }
        }
    }

    private static string? Above(string root) => root.Length == 0 ? null : root.LastIndexOf('/') is var slash and > 0 ? root[..slash] : "";
}
