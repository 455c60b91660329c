using System.Globalization;
using System.Text.RegularExpressions;
using MigrationGuard.Gate.Routing.Flags;

namespace MigrationGuard.Gate.Routing.Nginx;

/// <summary>The file that nginx's configuration includes, and that belongs to the gate.</summary>
internal sealed partial class SlotInclude(NginxReloadSettings settings)
{
    private string Next => settings.Include + string.Create(CultureInfo.InvariantCulture, $".{Environment.ProcessId}.next");

    /// <summary>What a reload or a restart would go by.</summary>
    public FlagReading Read()
    {
        try
        {
            var text = File.ReadAllText(settings.Include);
            return Lines().Matches(text) is [var one] && SlotMark.Parse($"{one.Groups[1].Value}@{one.Groups[2].Value}") is { } mark
                ? new FlagReading.Found(mark)
                : new FlagReading.Failed($"{settings.Include} does not say once, and in two lines, 'set $slot SLOT;' and 'set $generation NUMBER;'");
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return new FlagReading.Failed($"the included file cannot be read: {failure.Message}");
        }
    }

    /// <summary>Why a change could not be stored; null when nothing is known that would prevent it.</summary>
    public string? Obstacle() => Path.GetDirectoryName(settings.Include) is { } directory && !Posix.MayWriteIn(directory)
        ? $"this user may not replace files in {directory}: chown it to the user that runs the gate"
        : null;

    /// <summary>Replaces the file, whole or not at all; null when that is done, a sentence otherwise.</summary>
    public string? Write(SlotMark mark)
    {
        try
        {
            using (var file = new FileStream(Next, FileMode.Create, FileAccess.Write))
            {
                file.Write(System.Text.Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"# Written by migrationguard.\nset $slot {mark.Slot};\nset $generation {mark.Generation};\n")));
                file.Flush(flushToDisk: true);
            }

            File.Move(Next, settings.Include, overwrite: true);
            using var opened = Posix.OpenDirectory(Path.GetDirectoryName(settings.Include)!);
            RandomAccess.FlushToDisk(opened);
            return null;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return $"{settings.Include} cannot be replaced: {failure.Message}";
        }
    }

    [GeneratedRegex(@"^\s*set\s+\$slot\s+(\S+);\s*^\s*set\s+\$generation\s+(\d+);", RegexOptions.Multiline)]
    private static partial Regex Lines();
}
