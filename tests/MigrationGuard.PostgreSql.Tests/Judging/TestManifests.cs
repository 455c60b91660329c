using MigrationGuard.Manifests;

namespace MigrationGuard.Postgres.Tests.Judging;

/// <summary>Manifests of tests.</summary>
internal static class TestManifests
{
    /// <summary>Version 4.2.0 of webshop with these statements; types are separated by commas.</summary>
    public static StatementManifest Create(string role, string searchPath, params (string Text, string Types)[] statements)
    {
        var builder = new ManifestBuilder(new StatementManifest { Service = "webshop", Label = "4.2.0", Digest = "sha256:1", Role = role, SearchPath = searchPath });
        foreach (var (text, types) in statements)
        {
            var parameters = types.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(type => new ManifestParameter(null, type)).ToArray();
            Assert.That(builder.Add(text, parameters, new StatementOrigin("Orders/UserStore.cs", 40 + builder.Count)), Is.Null);
        }

        return builder.Build();
    }
}
