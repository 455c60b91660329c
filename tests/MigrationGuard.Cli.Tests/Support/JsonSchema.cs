using System.Text.Json.Nodes;
using MigrationGuard.TestKit;

namespace MigrationGuard.Cli.Tests.Support;

/// <summary>The part of JSON Schema that the schemas of docs/schemas use.</summary>
internal sealed class JsonSchema
{
    private readonly JsonNode _root;

    /// <summary>Reads a schema of docs/schemas.</summary>
    public JsonSchema(string name) => _root = JsonNode.Parse(File.ReadAllText(RepositoryFiles.Path("docs", "schemas", name)))!;

    /// <summary>Names of the properties of the top level.</summary>
    public IEnumerable<string> Properties => _root["properties"]!.AsObject().Select(property => property.Key);

    /// <summary>The paths of properties, definitions and items without a description.</summary>
    public IReadOnlyList<string> Undescribed()
    {
        var missing = new List<string>();
        Describe(_root, "$", missing);
        foreach (var (name, definition) in _root["$defs"]?.AsObject() ?? [])
        {
            Describe(definition!, name, missing);
        }

        return missing;
    }

    private static void Describe(JsonNode schema, string path, List<string> missing)
    {
        if (schema["$ref"] is not null)
        {
            return;
        }

        if (schema["description"]?.GetValue<string>() is not { Length: > 0 })
        {
            missing.Add(path);
        }

        foreach (var (name, property) in schema["properties"]?.AsObject() ?? [])
        {
            Describe(property!, path + "." + name, missing);
        }

        if (schema["items"] is { } items)
        {
            Describe(items, path + "[]", missing);
        }
    }

    /// <summary>What is wrong with a document; nothing when it is valid.</summary>
    public IReadOnlyList<string> Errors(string json)
    {
        var errors = new List<string>();
        Check(JsonNode.Parse(json), _root, "$", errors);
        return errors;
    }

    private void Check(JsonNode? value, JsonNode schema, string path, List<string> errors)
    {
        if (schema["$ref"] is { } reference)
        {
            schema = _root["$defs"]![reference.GetValue<string>()["#/$defs/".Length..]]!;
        }

        if (schema["type"] is { } type && !Types(type).Contains(TypeOf(value)) && !(TypeOf(value) == "integer" && Types(type).Contains("number")))
        {
            errors.Add($"{path}: is {TypeOf(value)}, not {type.ToJsonString()}");
            return;
        }

        if (schema["enum"] is JsonArray values && !values.Any(allowed => JsonNode.DeepEquals(allowed, value)))
        {
            errors.Add($"{path}: {value?.ToJsonString()} is not in {values.ToJsonString()}");
        }

        if (value is JsonArray items && schema["items"] is { } itemSchema)
        {
            for (var i = 0; i < items.Count; i++)
            {
                Check(items[i], itemSchema, $"{path}[{i}]", errors);
            }
        }

        if (value is JsonObject members)
        {
            CheckMembers(members, schema, path, errors);
        }
    }

    private void CheckMembers(JsonObject members, JsonNode schema, string path, List<string> errors)
    {
        foreach (var required in schema["required"]?.AsArray() ?? [])
        {
            if (!members.ContainsKey(required!.GetValue<string>()))
            {
                errors.Add($"{path}: {required} is missing");
            }
        }

        foreach (var (name, member) in members)
        {
            if (schema["properties"]?[name] is { } property)
            {
                Check(member, property, $"{path}.{name}", errors);
            }
            else if (schema["additionalProperties"] is JsonObject others)
            {
                Check(member, others, $"{path}.{name}", errors);
            }
            else
            {
                errors.Add($"{path}: {name} is not declared");
            }
        }
    }

    private static IEnumerable<string> Types(JsonNode type) => type is JsonArray several ? several.Select(t => t!.GetValue<string>()) : [type.GetValue<string>()];

    private static string TypeOf(JsonNode? value) => value?.GetValueKind() switch
    {
        System.Text.Json.JsonValueKind.Object => "object",
        System.Text.Json.JsonValueKind.Array => "array",
        System.Text.Json.JsonValueKind.String => "string",
        System.Text.Json.JsonValueKind.True or System.Text.Json.JsonValueKind.False => "boolean",
        System.Text.Json.JsonValueKind.Number => "integer",
        _ => "null",
    };
}
