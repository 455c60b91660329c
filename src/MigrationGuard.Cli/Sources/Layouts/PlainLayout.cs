namespace MigrationGuard.Cli.Sources.Layouts;

/// <summary>Files without numbers, in the order of their names.</summary>
internal sealed class PlainLayout : Layout
{
    /// <inheritdoc />
    public override string Name => "files in the order of their names";

    /// <inheritdoc />
    public override Wrapping Wrapping => Wrapping.Script;

    /// <inheritdoc />
    public override Placement Place(SourceFile file) => new(file.Directory, "", file.BareName) { Stage = 1 };
}
