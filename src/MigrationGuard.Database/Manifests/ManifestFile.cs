using System.Text.Json;

namespace MigrationGuard.Manifests;

/// <summary>Manifests as files; the format is docs/schemas/manifest.schema.json.</summary>
public static class ManifestFile
{
    /// <summary>Reads a manifest.</summary>
    /// <param name="stream">UTF-8; read once from beginning to end.</param>
    /// <param name="name">The file as the user named it, for messages.</param>
    /// <exception cref="ManifestException">The file is no manifest; the message says where and why.</exception>
    public static StatementManifest Read(Stream stream, string name)
    {
        var tokens = new JsonTokens(stream, name);
        var manifest = new ManifestReader(new JsonValues(tokens)).Read();
        return tokens.Read() ? throw tokens.Error("something stands behind the manifest") : manifest;
    }

    /// <summary>Reads the file at a path.</summary>
    /// <exception cref="ManifestException">The file is no manifest; the message says where and why.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static StatementManifest Read(string path)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0, FileOptions.SequentialScan);
        return Read(stream, path);
    }

    /// <summary>Writes a manifest; the same manifest always gives the same bytes.</summary>
    public static void Write(StatementManifest manifest, Stream stream)
    {
        using (var json = new Utf8JsonWriter(stream, ManifestWriter.Options))
        {
            new ManifestWriter(json).Write(manifest);
        }

        stream.WriteByte((byte)'\n');
    }

    /// <summary>The manifest as one JSON text, as <c>migration_guard.publish</c> takes it.</summary>
    public static string ToJson(StatementManifest manifest)
    {
        using var stream = new MemoryStream();
        Write(manifest, stream);
        return System.Text.Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length);
    }
}
