using MigrationGuard.CSharp.Reading;

namespace MigrationGuard.CSharp.FluentMigrator;

/// <summary>Knows the calls of FluentMigrator.</summary>
internal sealed class FluentMigratorReader : IFrameworkReader
{
    /// <inheritdoc />
    public void Read(MigrationCall call, MigrationScript script) => script.Unread(call.Chain.Node, $"the call {call.Chain.Root} is not known");
}
