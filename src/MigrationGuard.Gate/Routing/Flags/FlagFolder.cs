namespace MigrationGuard.Gate.Routing.Flags;

/// <summary>
/// The folder that the web server looks into: <c>active</c> is a symbolic link to a folder <c>green@8</c>, in which there is a file <c>green</c>. One rename of a link
/// changes slot and generation together.
/// </summary>
internal sealed class FlagFolder(FlagSettings settings)
{
    private const string Link = "active";

    // The server may be on its way through the folder that was left.
    private const int KeptGenerations = 2;

    private string Active => Path.Combine(settings.Flags, Link);

    /// <summary>What the server finds.</summary>
    public FlagReading Read()
    {
        try
        {
            return new FileInfo(Active) switch
            {
                { LinkTarget: { } target } when SlotMark.Parse(target) is { } mark => File.Exists(Path.Combine(settings.Flags, target, mark.Slot))
                    ? new FlagReading.Found(mark)
                    : new FlagReading.Failed($"{Active} leads to {target}, where there is no file {mark.Slot}"),
                { LinkTarget: { } target } => new FlagReading.Failed($"{Active} leads to {target}, which is not SLOT@GENERATION"),
                _ when File.Exists(Active) || Directory.Exists(Active) => new FlagReading.Failed($"{Active} is no symbolic link"),
                _ => new FlagReading.Failed($"there is no {Active}: {Beginning}"),
            };
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return new FlagReading.Failed($"{Active} cannot be read: {failure.Message}");
        }
    }

    /// <summary>Why a change could not be made; null when nothing is known that would prevent it.</summary>
    public string? Obstacle() =>
        !Directory.Exists(settings.Flags) ? $"there is no folder {settings.Flags} on this machine"
        : !Posix.MayWriteIn(settings.Flags) ? $"this user may not write into {settings.Flags}: chown it to the user that runs the gate"
        : null;

    /// <summary>Sends requests to a slot under a generation; null when that is done, a sentence otherwise.</summary>
    public string? Write(SlotMark mark)
    {
        var next = Path.Combine(settings.Flags, $".{Link}.{Environment.ProcessId}.next");
        try
        {
            Clear(mark.Generation);
            Prepare(mark);
            File.CreateSymbolicLink(next, mark.ToString());
            Posix.Rename(next, Active);
            Flush(settings.Flags);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return $"{Active} cannot be replaced: {failure.Message}";
        }

        PrepareWayBack(mark);
        return null;
    }

    private string Beginning => settings.Slots.First() is var slot ? $"begin with 'mkdir {slot}@0; touch {slot}@0/{slot}; echo {slot}@0 > {slot}@0/state; ln -s {slot}@0 {Link}' in that folder" : "";

    // Going back should need no space on a disk that has become full.
    private void PrepareWayBack(SlotMark mark)
    {
        try
        {
            foreach (var other in settings.Slots.Where(slot => slot != mark.Slot))
            {
                Prepare(new SlotMark(other, mark.Generation + 1));
            }
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // Going back tries it again.
        }
    }

    private void Prepare(SlotMark mark)
    {
        var folder = Path.Combine(settings.Flags, mark.ToString());
        if (File.Exists(Path.Combine(folder, mark.Slot)) && File.Exists(Path.Combine(folder, "state")))
        {
            return;
        }

        Directory.CreateDirectory(folder);
        Allow(folder, UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute);
        Fill(Path.Combine(folder, "state"), $"{mark}\n");
        Fill(Path.Combine(folder, mark.Slot), "");
        Flush(folder);
    }

    private static void Fill(string path, string text)
    {
        using (var file = new FileStream(path, FileMode.Create, FileAccess.Write))
        {
            file.Write(System.Text.Encoding.ASCII.GetBytes(text));
            file.Flush(flushToDisk: true);
        }

        Allow(path, UnixFileMode.None);
    }

    // The server is another user, and the umask of a pipeline may shut them out.
    private static void Allow(string path, UnixFileMode further)
    {
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead | further);
        }
    }

    private static void Flush(string folder)
    {
        using var opened = Posix.OpenDirectory(folder);
        RandomAccess.FlushToDisk(opened);
    }

    private void Clear(long generation)
    {
        foreach (var left in Directory.EnumerateFileSystemEntries(settings.Flags, $".{Link}.*.next"))
        {
            File.Delete(left);
        }

        foreach (var folder in Directory.EnumerateDirectories(settings.Flags, "*@*"))
        {
            if (SlotMark.Parse(Path.GetFileName(folder)) is { } old && old.Generation < generation - KeptGenerations)
            {
                Directory.Delete(folder, recursive: true);
            }
        }
    }
}
