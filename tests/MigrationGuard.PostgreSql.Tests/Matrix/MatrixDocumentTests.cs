using MigrationGuard.TestKit;
using MigrationGuard.TestKit.Docs;
using NUnit.Framework;

namespace MigrationGuard.Postgres.Tests.Matrix;

/// <summary>Each server is measured where its matrix is, and compared with its column of the page.</summary>
[TestFixture(15)]
[TestFixture(18)]
[Category("Generated")]
public sealed class MatrixDocumentTests(int major)
{
    private static readonly string[] Page = ["docs", "proof-matrix.md"];

    [Test]
    public async Task The_page_shows_what_is_measured()
    {
        var file = RepositoryFiles.Path(Page);
        var page = File.Exists(file) ? await File.ReadAllTextAsync(file) : "";
        Assert.That(GeneratedFile.Difference(MatrixDocument.Write(major, await MatrixRuns.OnAsync(major), page), Page), Is.Null);
    }
}
