namespace MigrationGuard.Cli.Reports;

/// <summary>Writes the result of a check in one form. The same result gives the same bytes: no times, no machine names, no absolute paths of its own.</summary>
internal interface IReport
{
    /// <summary>Writes it.</summary>
    void Write(CheckReport report, TextWriter output);
}
