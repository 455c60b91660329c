namespace FluentMigrator.Builder.SecurityLabel;

public class RawSecurityLabelBuilder : SecurityLabelSyntaxBuilderBase
{
    public override string ProviderName => throw null;
}
