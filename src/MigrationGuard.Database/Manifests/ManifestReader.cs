using System.Buffers;
using System.Globalization;
using MigrationGuard.Collections;

namespace MigrationGuard.Manifests;

/// <summary>Reads a manifest and checks that what stands in it belongs together.</summary>
/// <param name="values">The document.</param>
internal sealed class ManifestReader(JsonValues values)
{
    private const long Version = 1;

    private static readonly string[] ManifestKeys =
        ["$schema", "version", "service", "label", "digest", "role", "search_path", "settings", "statements", "recording", "footprint"];

    private static readonly string[] StatementKeys = ["id", "text", "canonical", "parameters", "role", "search_path", "result", "from", "calls", "lastSeen"];
    private static readonly string[] ParameterKeys = ["name", "type"];
    private static readonly SearchValues<char> HexDigits = SearchValues.Create("0123456789abcdef");
    private static readonly string[] RecordingKeys = ["first", "last", "processes", "commands", "missed"];
    private static readonly string[] MissKeys = ["reason", "count"];
    private static readonly string[] OriginKeys = ["file", "line", "member"];

    private readonly Dictionary<string, string> _texts = new(StringComparer.Ordinal);
    private readonly List<KeyValuePair<string, string>> _settings = [];
    private readonly List<(long Line, long Column)> _places = [];
    private EquatableList<ManifestStatement> _statements;
    private ManifestRecording? _recording;

    /// <summary>The manifest.</summary>
    /// <exception cref="ManifestException">It is none.</exception>
    public StatementManifest Read()
    {
        var has = new HashSet<string>(StringComparer.Ordinal);
        values.Object(ManifestKeys, name =>
        {
            has.Add(name);
            ReadMember(name);
        });
        foreach (var name in (string[])["version", "service", "label", "digest", "role", "statements"])
        {
            if (!has.Contains(name))
            {
                throw values.Error($"\"{name}\" is missing");
            }
        }

        _settings.Sort(static (left, right) => string.CompareOrdinal(left.Key, right.Key));
        var manifest = new StatementManifest
        {
            Service = _texts["service"],
            Label = _texts["label"],
            Digest = _texts["digest"],
            Role = _texts["role"],
            SearchPath = _texts.GetValueOrDefault("search_path", StatementManifest.DefaultSearchPath),
            Settings = _settings,
            Statements = _statements,
            Recording = _recording,
            Footprint = _texts.GetValueOrDefault("footprint"),
        };
        return manifest with { Statements = Complete(manifest) };
    }

    private void ReadMember(string name)
    {
        switch (name)
        {
            case "version":
                ReadVersion();
                break;
            case "service" or "label":
                _texts[name] = values.Text(ManifestText.LabelFault);
                break;
            case "digest":
                _texts[name] = values.Text(ManifestText.DigestFault);
                break;
            case "role":
                _texts[name] = values.Text(ManifestText.RoleFault);
                break;
            case "search_path":
                _texts[name] = values.Text(ManifestText.SearchPathFault);
                break;
            case "settings":
                values.Object([], ReadSetting);
                break;
            case "statements":
                _statements = values.Items(ReadStatement);
                break;
            case "recording":
                _recording = ReadRecording();
                break;
            case "footprint":
                _texts[name] = values.Raw();
                break;
            default:
                values.Text();
                break;
        }
    }

    private void ReadSetting(string name)
    {
        var value = values.Text(value => ReadingSettings.Fault(name, value));
        _settings.Add(new KeyValuePair<string, string>(name, value));
    }

    private ManifestStatement ReadStatement()
    {
        var statement = new ManifestStatement { Id = "", Text = "", Canonical = "" };
        values.Object(StatementKeys, name => statement = ReadMember(statement, name));
        return Checked(statement);
    }

    private ManifestStatement ReadMember(ManifestStatement statement, string name) => name switch
    {
        "id" => statement with { Id = values.Text(IdFault) },
        "text" => statement with { Text = ReadText() },
        "canonical" => statement with { Canonical = values.Text() },
        "parameters" => statement with { Parameters = values.Items(ReadParameter) },
        "role" => statement with { Role = values.Text(ManifestText.RoleFault) },
        "search_path" => statement with { SearchPath = values.Text(ManifestText.SearchPathFault) },
        "result" => statement with { Result = values.Items(ReadColumn) },
        "from" => statement with { Origins = values.Items(ReadOrigin) },
        "lastSeen" => statement with { LastSeen = ReadTime() },
        _ => statement with { Calls = values.Whole(0, long.MaxValue) },
    };

    private void ReadVersion()
    {
        var version = values.Whole(0, long.MaxValue);
        if (version != Version)
        {
            throw values.Error(version > Version
                ? FormattableString.Invariant($"this manifest has version {version} of the format, and this tool reads {Version}: a newer migrationguard wrote it; use that one")
                : FormattableString.Invariant($"this manifest has version {version} of the format, which is older than {Version}; collect or record it again"));
        }
    }

    private ManifestRecording ReadRecording()
    {
        var recording = new ManifestRecording(default, default, 0, 0, []);
        values.Object(RecordingKeys, name => recording = name switch
        {
            "first" => recording with { First = ReadTime() },
            "last" => recording with { Last = ReadTime() },
            "processes" => recording with { Processes = values.Whole(0, long.MaxValue) },
            "commands" => recording with { Commands = values.Whole(0, long.MaxValue) },
            _ => recording with { Missed = values.Items(ReadMiss) },
        });
        return recording;
    }

    private ManifestMiss ReadMiss()
    {
        var miss = new ManifestMiss("", 0);
        values.Object(MissKeys, key => miss = key == "reason" ? miss with { Reason = values.Text(ManifestText.OriginFault) } : miss with { Count = values.Whole(0, long.MaxValue) });
        return miss;
    }

    private DateTimeOffset ReadTime()
    {
        var text = values.Text();
        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time)
            ? time
            : throw values.Error("write a time such as 2026-12-01T10:00:00Z");
    }

    private string ReadText()
    {
        var text = values.Text(static text => text.Length == 0 ? "is empty" : null);
        _places.Add(values.Place);
        return text;
    }

    private ManifestStatement Checked(ManifestStatement statement)
    {
        if (statement.Text.Length == 0)
        {
            throw values.Error("\"text\" is missing");
        }


        if (!CanonicalSql.TryWrite(statement.Text, out var canonical, out var error))
        {
            throw Error(_places.Count - 1, $"the statement cannot be used: {error}");
        }

        if (statement.Canonical.Length > 0 && statement.Canonical != canonical)
        {
            throw Error(_places.Count - 1, "\"canonical\" is not the canonical form of \"text\"; leave it out or collect again");
        }

        var most = CanonicalSql.HighestParameter(canonical);
        return most > statement.Parameters.Count
            ? throw Error(_places.Count - 1, FormattableString.Invariant($"the statement uses ${most}, but \"parameters\" has {statement.Parameters.Count}"))
            : statement with { Canonical = canonical };
    }

    /// <summary>The statements, each with its id: only now the role and search_path of the manifest are known for sure.</summary>
    private EquatableList<ManifestStatement> Complete(StatementManifest manifest)
    {
        var statements = new ManifestStatement[manifest.Statements.Count];
        var ids = new Dictionary<string, int>(statements.Length, StringComparer.Ordinal);
        for (var i = 0; i < statements.Length; i++)
        {
            var statement = manifest.Statements[i];
            var id = StatementKey.Of(statement.Text, statement.Parameters, statement.Role ?? manifest.Role, statement.SearchPath ?? manifest.SearchPath);
            if (statement.Id.Length > 0 && statement.Id != id)
            {
                throw Error(i, $"\"id\" is {statement.Id}, but this text, parameters, role and search_path give {id}; leave it out or collect again");
            }

            if (!ids.TryAdd(id, i))
            {
                throw Error(i, FormattableString.Invariant($"the statement {id} is already $.statements[{ids[id]}]"));
            }

            statements[i] = statement with { Id = id };
        }

        return statements;
    }

    private ManifestException Error(int statement, string error) => values.Error(error, _places[statement], FormattableString.Invariant($"$.statements[{statement}]"));

    private ManifestParameter ReadParameter()
    {
        string? name = null;
        string? type = null;
        values.Object(ParameterKeys, key =>
        {
            if (key == "name")
            {
                name = values.TextOrNull();
            }
            else
            {
                type = values.Text(ManifestText.TypeFault);
            }
        });
        return new ManifestParameter(name, type ?? ManifestParameter.Unknown);
    }

    private ManifestResultColumn ReadColumn()
    {
        string? name = null;
        string? type = null;
        values.Object(ParameterKeys, key =>
        {
            if (key == "name")
            {
                name = values.Text();
            }
            else
            {
                type = values.Text(ManifestText.TypeFault);
            }
        });
        return name is null || type is null ? throw values.Error("a column of a result has a \"name\" and a \"type\"") : new ManifestResultColumn(name, type);
    }

    private StatementOrigin ReadOrigin()
    {
        var origin = new StatementOrigin("");
        values.Object(OriginKeys, key => origin = key switch
        {
            "file" => origin with { File = values.Text(ManifestText.OriginFault) },
            "line" => origin with { Line = (int)values.Whole(1, int.MaxValue) },
            _ => origin with { Member = values.Text(ManifestText.OriginFault) },
        });
        return origin.File.Length == 0 ? throw values.Error("\"file\" is missing") : origin;
    }

    private static string? IdFault(string id) => id.Length == 12 && !id.AsSpan().ContainsAnyExcept(HexDigits) ? null : "an id has twelve hexadecimal digits in lower case";
}
