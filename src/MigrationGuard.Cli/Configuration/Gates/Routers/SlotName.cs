namespace MigrationGuard.Cli.Configuration.Gates.Routers;

/// <summary>Names of slots that become a part of files, addresses and configurations.</summary>
internal static class SlotName
{
    /// <summary>Whether it has letters, digits, - and _ only.</summary>
    public static bool IsPlain(string name) => name.Length > 0 && name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_');
}
