using System.Text.Json;
using MigrationGuard.Cli.Reports;
using MigrationGuard.Manifests;
using MigrationGuard.Proofs;

namespace MigrationGuard.Cli.Judging.Reports;

/// <summary>Versions and statements as JSON; the same members in every command.</summary>
internal static class StatementJson
{
    /// <summary>Writes versions with some of their statements.</summary>
    public static void Write(TextWriter output, IReadOnlyList<(AppVersion Version, IReadOnlyList<PublishedStatement> Statements)> versions) => JsonText.Write(output, json =>
    {
        json.WriteStartArray();
        foreach (var (version, statements) in versions)
        {
            json.WriteStartObject();
            WriteVersion(json, version);
            json.WriteStartArray("statements");
            foreach (var statement in statements)
            {
                json.WriteStartObject();
                WriteStatement(json, statement);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    });

    /// <summary>Writes the members of a version into an open object.</summary>
    public static void WriteVersion(Utf8JsonWriter json, AppVersion version)
    {
        json.WriteString("service", version.Service);
        json.WriteString("label", version.Label);
        json.WriteString("digest", version.Digest);
        json.WriteString("state", ProofWords.Of(version.State));
        if (version.WindowUntil is { } until)
        {
            json.WriteString("windowUntil", until.ToUniversalTime());
        }
    }

    /// <summary>Writes the members of a statement into an open object.</summary>
    public static void WriteStatement(Utf8JsonWriter json, PublishedStatement statement)
    {
        json.WriteString("id", statement.Key);
        json.WriteString("text", statement.Text);
        json.WriteStartArray("parameters");
        foreach (var type in statement.ParameterTypes)
        {
            json.WriteStringValue(type);
        }

        json.WriteEndArray();
        json.WriteString("role", statement.Role);
        json.WriteString("searchPath", statement.SearchPath);
        WriteOrigins(json, statement.Origins);
        if (statement.Calls is { } calls)
        {
            json.WriteNumber("calls", calls);
        }

        if (statement.Unproved is { } unproved)
        {
            json.WriteString("unproved", unproved);
        }

        WriteUses(json, statement.Uses);
    }

    private static void WriteOrigins(Utf8JsonWriter json, IReadOnlyList<StatementOrigin> origins)
    {
        json.WriteStartArray("from");
        foreach (var origin in origins)
        {
            json.WriteStartObject();
            json.WriteString("file", origin.File);
            if (origin.Line is { } line)
            {
                json.WriteNumber("line", line);
            }

            if (origin.Member is { } member)
            {
                json.WriteString("member", member);
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteUses(Utf8JsonWriter json, IReadOnlyList<UsedObject> uses)
    {
        json.WriteStartArray("uses");
        foreach (var use in uses)
        {
            json.WriteStartObject();
            json.WriteString("kind", use.Kind);
            json.WriteString("object", use.Identity);
            json.WriteStartArray("columns");
            foreach (var column in use.Columns)
            {
                json.WriteStringValue(column);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
