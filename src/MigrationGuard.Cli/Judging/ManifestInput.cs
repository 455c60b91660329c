using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using MigrationGuard.Cli.Sources;

namespace MigrationGuard.Cli.Judging;

/// <summary>A manifest as it is given to a database, with or without a footprint.</summary>
/// <param name="Json">The manifest.</param>
internal sealed record ManifestInput(JsonObject Json)
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Whether it says how its statements work.</summary>
    public bool HasFootprint => Json["footprint"] is JsonObject;

    /// <summary>The application.</summary>
    public string Service => Json["service"]!.GetValue<string>();

    /// <summary>The version.</summary>
    public string Label => Json["label"]!.GetValue<string>();

    /// <summary>Reads a file.</summary>
    /// <exception cref="UsageException">It cannot be read or is no manifest.</exception>
    public static ManifestInput Read(string file, Surroundings surroundings)
    {
        try
        {
            return new ManifestInput(JsonNode.Parse(File.ReadAllBytes(Path.GetFullPath(file, surroundings.Directory)))!.AsObject());
        }
        catch (Exception exception) when (Problem.Of(file, exception) is { } problem)
        {
            throw new UsageException(problem.ToString());
        }
    }

    /// <summary>The same with a footprint.</summary>
    public ManifestInput With(string footprint)
    {
        var copy = Json.DeepClone().AsObject();
        copy["footprint"] = JsonNode.Parse(footprint);
        return new ManifestInput(copy);
    }

    /// <summary>The same without a footprint.</summary>
    public ManifestInput WithoutFootprint()
    {
        var copy = Json.DeepClone().AsObject();
        copy.Remove("footprint");
        return new ManifestInput(copy);
    }

    /// <summary>Writes it to a file: whole, or not at all.</summary>
    /// <exception cref="UsageException">The file cannot be written.</exception>
    public void Save(string file, Surroundings surroundings)
    {
        var target = Path.GetFullPath(file, surroundings.Directory);
        var partial = target + ".partial";
        try
        {
            File.WriteAllText(partial, Json.ToJsonString(Indented) + "\n");
            File.Move(partial, target, overwrite: true);
        }
        catch (Exception exception) when (Problem.Of(file, exception) is not null)
        {
            throw new UsageException($"{file} cannot be written: {exception.Message}");
        }
    }
}
