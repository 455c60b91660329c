namespace MigrationGuard.Migrations;

/// <summary>Names that begin with a version.</summary>
public static class VersionedName
{
    private static readonly char[] Separators = ['_', '-', '.', ' '];

    /// <summary>
    /// Splits <c>name</c> into the version that it begins with and the rest without its separator: <c>2024-01-31_00_add</c> is version
    /// <c>2024-01-31_00</c>, <c>001_2fa</c> is version <c>001</c>.
    /// </summary>
    public static (string Version, string Name) Split(string name)
    {
        var end = 0;
        for (var i = 0; i < name.Length; i++)
        {
            var first = i;
            while (i < name.Length && name[i] is >= '0' and <= '9')
            {
                i++;
            }

            if (i == first || (end > 0 && i < name.Length && name[i] is not ('_' or '-' or '.' or ' ')))
            {
                break;
            }

            end = i;
            if (i < name.Length && name[i] is not ('_' or '-' or '.'))
            {
                break;
            }
        }

        return (name.Substring(0, end), name.Substring(end).TrimStart(Separators));
    }
}
