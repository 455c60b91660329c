namespace FluentMigrator.Runner.Initialization;

public class RunnerOptions
{
    public string Profile { get; set; }

    public string[] Tags { get; set; }

    public bool AllowBreakingChange { get; set; }

    public bool TransactionPerSession { get; set; }

    public bool NoConnection { get; set; }
}
