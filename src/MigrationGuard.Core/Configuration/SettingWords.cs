using System.Globalization;
using MigrationGuard.Databases;
using MigrationGuard.Migrations;

namespace MigrationGuard.Configuration;

/// <summary>The words of options, variables and files, and what they mean. One table for all three.</summary>
public static class SettingWords
{
    /// <summary>Products.</summary>
    public static IReadOnlyList<(string Word, DatabaseKinds Value)> Databases { get; } =
        [("postgresql", DatabaseKinds.PostgreSql), ("sqlserver", DatabaseKinds.SqlServer)];

    /// <summary>Editions of SQL Server.</summary>
    public static IReadOnlyList<(string Word, string Value)> Editions { get; } =
        [.. new[] { "express", "web", "standard", "developer", "enterprise", "azure" }.Select(word => (word, word))];

    /// <summary>Transaction modes.</summary>
    public static IReadOnlyList<(string Word, TransactionMode Value)> Transactions { get; } =
        [("single", TransactionMode.Single), ("none", TransactionMode.None)];

    /// <summary>What unread SQL does.</summary>
    public static IReadOnlyList<(string Word, UnknownHandling Value)> Unknowns { get; } = [("fail", UnknownHandling.Fail), ("warn", UnknownHandling.Warn)];

    /// <summary>The value of a word.</summary>
    /// <exception cref="ConfigurationException">The word is not in the table.</exception>
    public static Setting<T> Read<T>(IReadOnlyList<(string Word, T Value)> table, string word, SettingOrigin origin)
    {
        foreach (var (known, value) in table)
        {
            if (string.Equals(known, word.Trim(), StringComparison.OrdinalIgnoreCase))
            {
                return new Setting<T>(value, origin);
            }
        }

        throw new ConfigurationException($"\"{word}\" is not known; write {List(table.Select(entry => entry.Word))}", origin);
    }

    /// <summary>A version number; <c>16.4</c> counts as 16.</summary>
    /// <exception cref="ConfigurationException">It is no number.</exception>
    public static Setting<int> ReadVersion(string text, SettingOrigin origin)
        => int.TryParse(text.Split('.')[0], NumberStyles.None, CultureInfo.InvariantCulture, out var version)
            ? new Setting<int>(version, origin)
            : throw new ConfigurationException($"\"{text}\" is no version; write PostgreSQL's major version (16) or SQL Server's year (2022)", origin);

    /// <summary>Words in quotes with <c>or</c> before the last.</summary>
    public static string List(IEnumerable<string> words)
    {
        var quoted = words.Select(word => $"\"{word}\"").ToList();
        var last = quoted.Count - 1;
        return last < 1 ? string.Concat(quoted) : string.Join(", ", quoted.Take(last)) + " or " + quoted[last];
    }
}
