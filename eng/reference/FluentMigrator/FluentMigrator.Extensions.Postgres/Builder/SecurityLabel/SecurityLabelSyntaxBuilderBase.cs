using System.Text;

namespace FluentMigrator.Builder.SecurityLabel;

public abstract class SecurityLabelSyntaxBuilderBase : ISecurityLabelSyntaxBuilder
{
    protected StringBuilder Content => throw null;

    public abstract string ProviderName { get; }

    public virtual void RawLabel(string label) => throw null;

    public virtual string Build() => throw null;
}
