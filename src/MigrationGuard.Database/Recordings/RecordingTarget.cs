using System.Text.RegularExpressions;

namespace MigrationGuard.Recordings;

/// <summary>Where and as what a process records, as its environment says.</summary>
/// <param name="Place">The path of a file, or how to connect to the database of the ledger.</param>
public sealed partial record RecordingTarget(string Place)
{
    /// <summary>The variable that holds <see cref="Place"/>.</summary>
    public const string Variable = "MIGRATIONGUARD_RECORD";

    /// <summary>The variable that names the application.</summary>
    public const string ServiceVariable = "MIGRATIONGUARD_RECORD_SERVICE";

    /// <summary>The variable that names the version.</summary>
    public const string LabelVariable = "MIGRATIONGUARD_RECORD_LABEL";

    /// <summary>The variable that identifies the build.</summary>
    public const string DigestVariable = "MIGRATIONGUARD_RECORD_DIGEST";

    /// <summary>The variable that holds the folder to which places in sources are named relatively; without it that is where the process began.</summary>
    public const string RootVariable = "MIGRATIONGUARD_RECORD_ROOT";

    /// <summary>The application; null where nobody says.</summary>
    public string? Service { get; init; }

    /// <summary>The version as people call it; null where nobody says.</summary>
    public string? Label { get; init; }

    /// <summary>What identifies the build; null where nobody says.</summary>
    public string? Digest { get; init; }

    /// <summary>Whether the place is a database: an address, or words such as <c>Host=…</c>. What may hold a password is never the name of a file.</summary>
    public bool IsDatabase => Place.Contains("://", StringComparison.Ordinal) || ConnectionWord().IsMatch(Place);

    /// <summary>Reads it; null when nothing is to be recorded.</summary>
    /// <param name="variable">Gives the value of an environment variable, or null.</param>
    public static RecordingTarget? Read(Func<string, string?> variable)
        => variable(Variable) is { Length: > 0 } place
            ? new RecordingTarget(place) { Service = variable(ServiceVariable), Label = variable(LabelVariable), Digest = variable(DigestVariable) }
            : null;

    // https://www.npgsql.org/doc/connection-string-parameters.html and the words of libpq.
    [GeneratedRegex(@"(?:^|[;\s])(?:host|server|data source|port|database|db|dbname|user|username|user name|user id|userid|uid|password|psw|pwd)\s*=", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex ConnectionWord();
}
