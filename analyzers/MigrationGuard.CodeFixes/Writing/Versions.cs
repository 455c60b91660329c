using System.Globalization;
using Microsoft.CodeAnalysis;
using MigrationGuard.CSharp;
using MigrationGuard.Sql;

namespace MigrationGuard.CodeFixes.Writing;

/// <summary>Gives out versions behind the newest migration of a project.</summary>
internal sealed class Versions
{
    private static readonly string[] Stamps = ["yyyyMMddHHmmss", "yyyyMMddHHmm", "yyyyMMdd"];

    private readonly Dictionary<MigrationFramework, string> _newest = [];

    /// <summary>Looks at the migrations of a compilation.</summary>
    public Versions(Compilation compilation, CancellationToken cancellation)
    {
        foreach (var source in MigrationSourceReader.Read(compilation, new ReadOptions(SqlDialect.PostgreSql), cancellation))
        {
            var version = source.Migration.Id.Version;
            if (version.Length > 0 && version.All(char.IsDigit) && (!_newest.TryGetValue(source.Framework, out var newest) || Compare(newest, version) < 0))
            {
                _newest[source.Framework] = version;
            }
        }
    }

    /// <summary>The next version of a framework: the next minute or day where versions are times, else the next number.</summary>
    public string Next(MigrationFramework framework)
    {
        _newest.TryGetValue(framework, out var newest);
        return _newest[framework] = newest is null ? First(framework) : After(newest);
    }

    private static string First(MigrationFramework framework) => framework == MigrationFramework.EntityFramework ? "20000101000000" : "1";

    private static string After(string version)
    {
        foreach (var stamp in Stamps)
        {
            if (version.Length == stamp.Length && DateTime.TryParseExact(version, stamp, CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) && time.Year is > 1990 and < 2900)
            {
                return (stamp.Length > "yyyyMMdd".Length ? time.AddMinutes(1) : time.AddDays(1)).ToString(stamp, CultureInfo.InvariantCulture);
            }
        }

        return decimal.TryParse(version, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? (number + 1).ToString(CultureInfo.InvariantCulture).PadLeft(version.Length, '0') : version + "1";
    }

    private static int Compare(string left, string right)
        => left.Length != right.Length ? left.TrimStart('0').Length.CompareTo(right.TrimStart('0').Length) is var length and not 0 ? length : string.CompareOrdinal(left.TrimStart('0'), right.TrimStart('0'))
            : string.CompareOrdinal(left, right);
}
