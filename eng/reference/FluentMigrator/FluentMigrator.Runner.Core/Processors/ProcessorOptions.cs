namespace FluentMigrator.Runner.Processors;

public sealed class ProcessorOptions
{
    public string ConnectionString { get; set; }

    public bool PreviewOnly { get; set; }
}
