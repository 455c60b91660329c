namespace MigrationGuard.Cli.Sources;

/// <summary>Something that kept a file from being checked.</summary>
/// <param name="Path">The file or folder.</param>
/// <param name="Text">What happened and what to do.</param>
internal sealed record Problem(string Path, string Text)
{
    /// <inheritdoc />
    public override string ToString() => Path + ": " + Text;

    /// <summary>The problem that an exception of the file system stands for; null when it is another kind of exception.</summary>
    public static Problem? Of(string path, Exception exception) => exception switch
    {
        UnauthorizedAccessException => new Problem(path, "no permission to read it; grant it or leave the path out"),
        FileNotFoundException or DirectoryNotFoundException => new Problem(path, "does not exist; check the spelling, or remove the link that points nowhere"),
        IOException => new Problem(path, "cannot be read: " + exception.Message.TrimEnd('.')),
        _ => null,
    };
}
