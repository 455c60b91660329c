using MigrationGuard.TestKit;
using MigrationGuard.TestKit.Docs;
using NUnit.Framework;

namespace MigrationGuard.Postgres.Tests.Matrix;

public sealed class MatrixDocumentTests
{
    [Test]
    public async Task The_page_shows_what_is_measured()
    {
        var runs = new Dictionary<int, MatrixRun>();
        foreach (var major in PostgresServer.Majors)
        {
            runs[major] = await MatrixRuns.OnAsync(major);
        }

        Assert.That(GeneratedFile.Difference(MatrixDocument.Write(runs), "docs", "proof-matrix.md"), Is.Null);
    }
}
