namespace MigrationGuard.Postgres.Wire;

/// <summary>One statement, with the types of its parameters as the client sends them.</summary>
internal sealed class WireStatement
{
    public WireStatement(string text, uint[] types)
    {
        (Text, Types) = (text, types);
        var hash = default(HashCode);
        foreach (var type in types)
        {
            hash.Add(type);
        }

        TypesHash = hash.ToHashCode();
        Command = SessionCommand.Read(text);
    }

    /// <summary>The text.</summary>
    public string Text { get; }

    /// <summary>The types' OIDs; 0 where the server shall infer one.</summary>
    public uint[] Types { get; }

    /// <summary>A hash of the types.</summary>
    public int TypesHash { get; }

    /// <summary>What it does to the session, other than reading and writing.</summary>
    public SessionCommand Command { get; }
}
