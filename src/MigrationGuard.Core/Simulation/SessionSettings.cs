using MigrationGuard.Collections;
using MigrationGuard.Operations;

namespace MigrationGuard.Simulation;

/// <summary>The settings that the script made, each with its value; transaction-scoped ones hide session ones until the transaction ends.</summary>
public sealed record SessionSettings
{
    /// <summary>Nothing set.</summary>
    public static SessionSettings Empty { get; } = new();

    /// <summary>Settings of the session: name in lower case, value as written.</summary>
    public EquatableList<(string Name, string Value)> Session { get; init; }

    /// <summary>Settings of the transaction.</summary>
    public EquatableList<(string Name, string Value)> Transaction { get; init; }

    /// <summary>The value in force, or null when the script did not set it.</summary>
    public string? this[string name]
    {
        get
        {
            foreach (var (key, value) in Transaction)
            {
                if (string.Equals(key, name, StringComparison.Ordinal))
                {
                    return value;
                }
            }

            foreach (var (key, value) in Session)
            {
                if (string.Equals(key, name, StringComparison.Ordinal))
                {
                    return value;
                }
            }

            return null;
        }
    }

    /// <summary>These settings with one changed; a null value resets it.</summary>
    public SessionSettings With(string name, string? value, SettingScope scope)
    {
        var transaction = scope == SettingScope.Transaction;
        var list = (transaction ? Transaction : Session).RemoveAll(s => string.Equals(s.Name, name, StringComparison.Ordinal));
        list = value is null ? list : list.Append((name, value));
        return transaction ? this with { Transaction = list } : this with { Session = list };
    }

    /// <summary>What is left when the transaction ends.</summary>
    public SessionSettings AtTransactionEnd() => Transaction.Count == 0 ? this : this with { Transaction = EquatableList<(string, string)>.Empty };
}
