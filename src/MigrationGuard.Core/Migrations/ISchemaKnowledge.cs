using MigrationGuard.Operations;

namespace MigrationGuard.Migrations;

/// <summary>What the source of a migration says of the schema in front of it, such as the designer model and the <c>old…</c> arguments of EF Core. It is believed where the history does not know better.</summary>
public interface ISchemaKnowledge
{
    /// <summary>What is known of a table, as the operations that would have made it: <see cref="AddColumn"/>, <see cref="AddConstraint"/>, <see cref="CreateIndex"/>. Not everything about the table need be among them; empty when nothing is known.</summary>
    IReadOnlyList<Operation> Of(ObjectName table);
}
