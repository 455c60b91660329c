using MigrationGuard.Cli.Sources.Layouts;
using MigrationGuard.Migrations;

namespace MigrationGuard.Cli.Sources;

/// <summary>Reads files and divides them into the parts that run.</summary>
/// <param name="standardInput">What <c>-</c> stands for.</param>
/// <param name="detect">Whether the product has to be guessed from the text.</param>
internal sealed class FileLoader(Stream standardInput, DialectDetection detect)
{
    /// <summary>The files in their order.</summary>
    public LoadedFile[] Load(IReadOnlyList<PlacedFile> files)
    {
        var loaded = new LoadedFile[files.Count];
        Partition.For(files.Count, i => loaded[i] = Load(files[i]));
        return loaded;
    }

    private LoadedFile Load(PlacedFile placed)
    {
        var (decoded, problem) = SourceReader.Read(placed.File, standardInput);
        if (problem is not null)
        {
            return new LoadedFile(placed, "") { Problem = problem };
        }

        var marked = MarkedSections.Find(decoded.Text);
        return new LoadedFile(placed, decoded.Text)
        {
            Note = decoded.Note,
            MarkedBy = marked?.Name,
            Sections = marked?.Split(decoded.Text) ?? [Whole(placed, decoded.Text)],
            Signs = detect == DialectDetection.FromText ? DialectDetector.Signs(decoded.Text) : default,
        };
    }

    private static Section Whole(PlacedFile placed, string text)
    {
        var wrapping = placed.Placement.Autocommit ? Wrapping.Statements : placed.Layout.WrappingOf(text, Companion(placed));
        return new Section(placed.Placement.Direction, 0, text.Length, wrapping);
    }

    private static string? Companion(PlacedFile placed)
    {
        if (placed.File.FullPath is null || placed.Layout.CompanionOf(placed.File) is not { } name)
        {
            return null;
        }

        var path = Path.Combine(Path.GetDirectoryName(placed.File.FullPath)!, name);
        try
        {
            return File.Exists(path) ? File.ReadAllText(path) : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
