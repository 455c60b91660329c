using MigrationGuard.Migrations;

namespace MigrationGuard.Cli.Sources.Layouts;

/// <summary>grate and RoundhousE: folders that run in a fixed order, <c>up</c> among them; also plain pairs of folders <c>up</c> and <c>down</c>.</summary>
internal sealed class GrateLayout : Layout
{
    // The order of https://grate-devs.github.io/grate/getting-started/#directory-run-order
    private static readonly string[] Stages =
    [
        "beforeMigration", "alterDatabase", "runAfterCreateDatabase", "runBeforeUp", "up", "down", "runFirstAfterUp", "functions", "views", "sprocs",
        "triggers", "indexes", "runAfterOtherAnyTimeScripts", "permissions", "afterMigration",
    ];

    /// <inheritdoc />
    public override string Name => "grate";

    // grate opens no transaction unless it is started with --transaction.
    /// <inheritdoc />
    public override Wrapping Wrapping => Wrapping.Statements;

    /// <summary>The folders in which one-time and other scripts of grate lie, for the decision whether a set of files is one.</summary>
    public static bool IsMainFolder(SourceFile file) => SegmentOf(file) is { Stage: 4 };

    /// <inheritdoc />
    public override bool VersionIdentifies => false;

    /// <inheritdoc />
    public override Placement? Place(SourceFile file)
    {
        if (SegmentOf(file) is not { } segment)
        {
            return null;
        }

        var inside = file.Path[(segment.Start + Stages[segment.Stage].Length + 1)..^(file.Name.Length - file.BareName.Length)];
        var (version, _) = VersionedName.Split(inside);
        var root = segment.Start == 0 ? "" : file.Path[..(segment.Start - 1)];
        return new Placement(root, version, inside)
        {
            Direction = Stages[segment.Stage] == "down" ? Direction.Down : Direction.Up,
            Stage = Stages[segment.Stage] == "down" ? segment.Stage - 1 : segment.Stage,
        };
    }

    private static (int Start, int Stage)? SegmentOf(SourceFile file)
    {
        var start = 0;
        for (var slash = file.Path.IndexOf('/'); slash >= 0; slash = file.Path.IndexOf('/', start))
        {
            var name = file.Path.AsSpan(start, slash - start);
            for (var stage = 0; stage < Stages.Length; stage++)
            {
                if (name.Equals(Stages[stage], StringComparison.OrdinalIgnoreCase))
                {
                    return (start, stage);
                }
            }

            start = slash + 1;
        }

        return null;
    }
}
