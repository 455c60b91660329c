using MigrationGuard.Databases;

namespace MigrationGuard.Tests.Databases;

public sealed class DatabaseCandidatesTests
{
    [TestCase("postgresql", "16", null, "PostgreSQL 16")]
    [TestCase("postgres", "16.4", null, "PostgreSQL 16")]
    [TestCase("PostgreSQL", null, null, "PostgreSQL 12, PostgreSQL 18")]
    [TestCase("sqlserver", "2019", "standard", "SQL Server 2019 Standard")]
    [TestCase("mssql", "2019", null, "SQL Server 2019 Standard, SQL Server 2019 Enterprise")]
    [TestCase("sqlserver", null, "express", "SQL Server 2016 Express, SQL Server 2025 Express")]
    [TestCase("sqlserver", null, null, "SQL Server 2016 Standard, SQL Server 2025 Enterprise")]
    [TestCase("sqlserver", null, "azure", "Azure SQL")]
    [TestCase(null, null, null, "PostgreSQL 12, PostgreSQL 18, SQL Server 2016 Standard, SQL Server 2025 Enterprise")]
    public void Servers_are_those_that_the_words_leave_open(string? product, string? version, string? edition, string expected)
    {
        var candidates = DatabaseCandidates.TryCreate(product, version, edition, out var error);
        Assert.That(error, Is.Null);
        Assert.That(string.Join(", ", candidates!.All), Is.EqualTo(expected));
    }

    [TestCase("mysql", null, null, "mysql")]
    [TestCase("postgresql", "11", null, "12 to 18")]
    [TestCase("postgresql", "x", null, "12 to 18")]
    [TestCase("postgresql", "16", "standard", "editions")]
    [TestCase("sqlserver", "2014", null, "2016")]
    [TestCase("sqlserver", "2019", "gold", "gold")]
    [TestCase(null, "16", null, "postgresql or sqlserver")]
    public void What_is_not_understood_is_said(string? product, string? version, string? edition, string expected)
    {
        Assert.That(DatabaseCandidates.TryCreate(product, version, edition, out var error), Is.Null);
        Assert.That(error, Does.Contain(expected));
    }
}
