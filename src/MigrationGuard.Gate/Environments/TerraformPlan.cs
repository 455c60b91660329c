using System.Globalization;
using System.Text.Json;

namespace MigrationGuard.Gate.Environments;

/// <summary>What a plan of Terraform or OpenTofu would do. https://developer.hashicorp.com/terraform/internals/json-format#plan-representation</summary>
/// <param name="At">When it was made; null where it does not say so.</param>
/// <param name="Changes">The addresses of what it would change.</param>
/// <param name="Drift">The addresses of what is not as it was left.</param>
internal sealed record TerraformPlan(DateTimeOffset? At, IReadOnlyList<string> Changes, IReadOnlyList<string> Drift)
{
    private const int LongestFile = 256 << 20;

    /// <summary>What keeps it from being believed, e.g. that it is not complete; null when nothing does.</summary>
    public string? Doubt { get; init; }

    /// <summary>Whether applying it would do something; false where it does not say so.</summary>
    public bool IsApplyable { get; init; }

    /// <summary>Reads a file; null with the reason where it is no plan.</summary>
    public static (TerraformPlan? Plan, string Why) Read(string path)
    {
        var file = Path.GetFileName(path);
        try
        {
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            if (stream.Length > LongestFile)
            {
                return (null, $"{file} is too long");
            }

            using var json = JsonDocument.Parse(stream);
            return json.RootElement is { ValueKind: JsonValueKind.Object } root && root.TryGetProperty("format_version", out _) && (root.TryGetProperty("planned_values", out _) || root.TryGetProperty("resource_changes", out _))
                ? (Of(root), "") : (null, $"{file} is no plan as 'terraform show -json' writes it");
        }
        catch (Exception failure) when (failure is JsonException or InvalidOperationException)
        {
            return (null, $"{file} cannot be read to its end");
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return (null, $"{file} cannot be read: {(failure is FileNotFoundException or DirectoryNotFoundException ? "it is not there" : failure.Message)}");
        }
    }

    private static TerraformPlan Of(JsonElement root) => new(
        Text(root, "timestamp") is { } text && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) ? at : null,
        [.. Resources(root, "resource_changes"), .. Outputs(root)],
        [.. Resources(root, "resource_drift")])
    {
        Doubt = Flag(root, "errored") == true ? "the plan has errors" : Flag(root, "complete") == false ? "the plan is not complete" : null,
        IsApplyable = Flag(root, "applyable") == true,
    };

    private static IEnumerable<string> Resources(JsonElement root, string name) =>
        root.TryGetProperty(name, out var list) && list.ValueKind == JsonValueKind.Array
            ? list.EnumerateArray().Where(resource => resource.TryGetProperty("change", out var change) && Acts(change)).Select(resource => $"{Text(resource, "address") ?? "a resource"} ({Actions(resource.GetProperty("change"))})")
            : [];

    private static IEnumerable<string> Outputs(JsonElement root) =>
        root.TryGetProperty("output_changes", out var outputs) && outputs.ValueKind == JsonValueKind.Object
            ? outputs.EnumerateObject().Where(output => Acts(output.Value)).Select(output => $"output.{output.Name} ({Actions(output.Value)})")
            : [];

    private static bool Acts(JsonElement change) => Actions(change) is not ("no-op" or "read");

    private static string Actions(JsonElement change) =>
        change.TryGetProperty("actions", out var actions) && actions.ValueKind == JsonValueKind.Array ? string.Join(" and ", actions.EnumerateArray().Select(action => action.ToString())) : "unknown";

    private static string? Text(JsonElement element, string name) => element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static bool? Flag(JsonElement element, string name) => !element.TryGetProperty(name, out var value) ? null : value.ValueKind switch { JsonValueKind.True => true, JsonValueKind.False => false, _ => null };
}
