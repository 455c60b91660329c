using System.Text;

namespace MigrationGuard.Gate.Routing.HaProxy;

/// <summary>The file that HAProxy reads the map from when it starts.</summary>
internal sealed class MapFile(HaProxySettings settings)
{
    private string Target => File.ResolveLinkTarget(settings.MapFile, returnFinalTarget: true)?.FullName ?? Path.GetFullPath(settings.MapFile);

    /// <summary>What a restart would go by.</summary>
    public MapReading Read()
    {
        try
        {
            return (MapText.Values(ReadText(Target), settings.Key).Distinct(StringComparer.Ordinal).ToArray() switch
            {
                [] => (MapReading)new MapReading.Failed($"the map file {settings.MapFile} has no key {settings.Key}"),
                [var one] when MapValue.Parse(one) is { } value => new MapReading.Found(value),
                [var one] => new MapReading.Failed($"the value '{one}' of {settings.Key} in {settings.MapFile} is not BACKEND@GENERATION"),
                _ => new MapReading.Failed($"the map file {settings.MapFile} has the key {settings.Key} more than once, with different values"),
            });
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return new MapReading.Failed($"the map file cannot be read: {failure.Message}");
        }
    }

    /// <summary>Why a change could not be stored; null when nothing is known that would prevent it.</summary>
    public string? Obstacle()
    {
        try
        {
            var target = Target;
            var directory = Path.GetDirectoryName(target)!;
            return !File.Exists(target) ? $"there is no map file {settings.MapFile} on this machine"
                : !Posix.MayWriteIn(directory) ? $"this user may not replace files in {directory}, where the map file is"
                : Posix.User != 0 && Posix.Owner(target) is { } owner && owner.User != Posix.User ? $"the map file {settings.MapFile} belongs to another user: only its owner and root can replace it and keep the owner"
                : null;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return $"the map file cannot be reached: {failure.Message}";
        }
    }

    /// <summary>Replaces the key's value, whole or not at all, with owner and mode kept; null when that is done, a sentence otherwise.</summary>
    public string? Write(MapValue value)
    {
        string? next = null;
        try
        {
            var target = Target;
            var directory = Path.GetDirectoryName(target)!;
            var name = Path.GetFileName(target);
            foreach (var left in Directory.EnumerateFiles(directory, $".{name}.*.next"))
            {
                File.Delete(left);
            }

            next = Path.Combine(directory, $".{name}.{Environment.ProcessId}.next");
            Fill(next, MapText.With(ReadText(target), settings.Key, value.ToString()));
            Resemble(next, target);
            File.Move(next, target, overwrite: true);
            using var opened = Posix.OpenDirectory(directory);
            RandomAccess.FlushToDisk(opened);
            return null;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            Forget(next);
            return $"the map file cannot be written: {failure.Message}";
        }
    }

    // Every byte of what others wrote stays, whatever its encoding.
    private static string ReadText(string path) => File.ReadAllText(path, Encoding.Latin1);

    private static void Fill(string path, string text)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using var file = new FileStream(path, options);
        file.Write(Encoding.Latin1.GetBytes(text));
        file.Flush(flushToDisk: true);
    }

    private static void Resemble(string path, string original)
    {
        if (Posix.Owner(original) is { } owner && Posix.Owner(path) != owner)
        {
            Posix.Give(path, owner);
        }

        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, File.GetUnixFileMode(original));
        }
    }

    private static void Forget(string? path)
    {
        try
        {
            if (path is not null)
            {
                File.Delete(path);
            }
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // The next change deletes it.
        }
    }
}
