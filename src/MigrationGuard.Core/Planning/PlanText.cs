using System.Globalization;
using System.Text;
using MigrationGuard.Classifying;
using MigrationGuard.Operations;
using MigrationGuard.Sql;

namespace MigrationGuard.Planning;

/// <summary>A plan as SQL: numbered parts, each of which is a migration of its own with the directives and the timeout it needs.</summary>
internal sealed class PlanText(ISqlWriter writer, Recipes recipes)
{
    private readonly StringBuilder _text = new();
    private int _parts;

    /// <summary>A part that runs before the switch.</summary>
    public PlanText Expand(string what, params Operation[] operations) => Part(Phase.Expand, what, operations);

    /// <summary>A part that changes data while both versions live; outside a transaction, so that each batch commits.</summary>
    public PlanText Migrate(string what, params Operation[] operations) => Part(Phase.Migrate, what, operations);

    /// <summary>A part that waits until no live version needs what it takes away.</summary>
    public PlanText Contract(string what, params Operation[] operations) => Part(Phase.Contract, what, operations);

    /// <inheritdoc />
    public override string ToString() => _text.ToString().TrimEnd();

    private PlanText Part(Phase phase, string what, Operation[] operations)
    {
        _parts++;
        _text.AppendFormat(CultureInfo.InvariantCulture, "{0}-- {1}. {2}: {3}\n", _parts > 1 ? "\n" : "", _parts, phase.ToString().ToLowerInvariant(), what);
        if (operations.Length == 0)
        {
            return this;
        }

        _text.Append(phase switch
        {
            Phase.Migrate => "-- migrationguard: no-transaction\n",
            Phase.Contract => "-- migrationguard: phase contract\n",
            _ => "",
        });
        foreach (var operation in phase == Phase.Migrate ? operations : [recipes.LockTimeout, .. operations])
        {
            _text.Append(writer.Write(operation)).Append(";\n");
        }

        return this;
    }
}
