using MigrationGuard.Configuration;

namespace MigrationGuard.Cli.Configuration;

/// <summary>The words of options, variables and files, read for a command: what is not known is a wrong use of it.</summary>
internal static class Words
{
    /// <summary>What fails a check.</summary>
    public static IReadOnlyList<(string Word, FailOn Value)> FailOns { get; } = [("error", FailOn.Error), ("warning", FailOn.Warning)];

    /// <summary>The value of a word.</summary>
    /// <exception cref="UsageException">The word is not in the table.</exception>
    public static Setting<T> Read<T>(IReadOnlyList<(string Word, T Value)> table, string word, SettingOrigin origin)
        => UsageException.Of(() => SettingWords.Read(table, word, origin));

    /// <summary>A version number; <c>16.4</c> counts as 16.</summary>
    /// <exception cref="UsageException">It is no number.</exception>
    public static Setting<int> ReadVersion(string text, SettingOrigin origin) => UsageException.Of(() => SettingWords.ReadVersion(text, origin));

    /// <summary>Words in quotes with <c>or</c> before the last.</summary>
    public static string List(IEnumerable<string> words) => SettingWords.List(words);
}
