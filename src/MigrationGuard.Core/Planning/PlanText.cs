using System.Globalization;
using System.Text;
using MigrationGuard.Operations;
using MigrationGuard.Sql;

namespace MigrationGuard.Planning;

/// <summary>A plan as SQL: numbered parts, each of which is a migration of its own with the directives and the timeout it needs.</summary>
internal sealed class PlanText(ISqlWriter writer, Recipes recipes)
{
    private readonly StringBuilder _text = new();
    private int _parts;

    /// <summary>A part that runs before the switch.</summary>
    public PlanText Expand(string what, params Operation[] operations) => Part("expand", what, operations);

    /// <summary>A part that changes data while both versions live; outside a transaction, so that each batch commits.</summary>
    public PlanText Migrate(string what, params Operation[] operations) => Part("migrate", what, operations);

    /// <summary>A part that waits until no live version needs what it takes away.</summary>
    public PlanText Contract(string what, params Operation[] operations) => Part("contract", what, operations);

    /// <summary>A part that no version notices, behind the one before it.</summary>
    public PlanText Then(string what, params Operation[] operations) => Part("then", what, operations);

    /// <summary>A part that waits like <see cref="Contract"/> and cannot run in a transaction.</summary>
    public PlanText ContractOutside(string what, params Operation[] operations) => Part("contract", what, operations, "-- migrationguard: no-transaction\n");

    /// <summary>A part that runs before the switch and cannot run in a transaction.</summary>
    public PlanText ExpandOutside(string what, params Operation[] operations) => Part("expand", what, operations, "-- migrationguard: no-transaction\n");

    /// <summary>A question to the live database before the next part; it takes no lock that others wait for.</summary>
    public PlanText Ask(string what, string query)
    {
        _parts++;
        _text.AppendFormat(CultureInfo.InvariantCulture, "{0}-- {1}. ask: {2}\n{3};\n", _parts > 1 ? "\n" : "", _parts, what, query);
        return this;
    }

    /// <inheritdoc />
    public override string ToString() => _text.ToString().TrimEnd();

    private PlanText Part(string phase, string what, Operation[] operations, string directive = "")
    {
        _parts++;
        _text.AppendFormat(CultureInfo.InvariantCulture, "{0}-- {1}. {2}: {3}\n", _parts > 1 ? "\n" : "", _parts, phase, what);
        if (operations.Length == 0)
        {
            return this;
        }

        _text.Append(phase switch
        {
            "migrate" => "-- migrationguard: no-transaction\n",
            "contract" => "-- migrationguard: phase contract\n",
            _ => "",
        }).Append(directive);
        foreach (var operation in phase == "migrate" ? operations : [recipes.LockTimeout, .. operations])
        {
            _text.Append(writer.Write(operation) ?? (operation as ControlFlow)?.Text).Append(";\n");
        }

        return this;
    }
}
