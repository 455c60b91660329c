namespace MigrationGuard.Postgres.Tests.Matrix;

/// <summary>A connection of an application or a person. Answers are an SQLSTATE, "ok", or "nothing" where no row was found or written.</summary>
internal interface IOldClient : IDisposable
{
    string Run(string sql);

    void Prepare(string name, string sql);

    string RunPrepared(string name);
}
