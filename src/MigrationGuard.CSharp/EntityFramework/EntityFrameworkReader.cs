using MigrationGuard.CSharp.Reading;

namespace MigrationGuard.CSharp.EntityFramework;

/// <summary>Knows the calls of EF Core's migration builder.</summary>
internal sealed class EntityFrameworkReader : IFrameworkReader
{
    /// <inheritdoc />
    public void Read(MigrationCall call, MigrationScript script) => script.Unread(call.Chain.Node, $"the call {call.Chain.First.Name} is not known");
}
