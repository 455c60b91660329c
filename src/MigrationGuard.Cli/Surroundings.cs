namespace MigrationGuard.Cli;

/// <summary>What a command needs of the process it runs in, so that it runs without one in tests.</summary>
internal sealed record Surroundings
{
    /// <summary>Standard input, as bytes: its encoding is not known.</summary>
    public required Stream Input { get; init; }

    /// <summary>Where results go.</summary>
    public required TextWriter Output { get; init; }

    /// <summary>Where everything else goes.</summary>
    public required TextWriter Error { get; init; }

    /// <summary>The working directory, absolute.</summary>
    public required string Directory { get; init; }

    /// <summary>Value of an environment variable, or null.</summary>
    public required Func<string, string?> Variable { get; init; }

    /// <summary>The clock.</summary>
    public required TimeProvider Time { get; init; }

    /// <summary>Whether the output is a terminal that shows colours.</summary>
    public bool Terminal { get; init; }

    /// <summary>Whether what is not the result goes to a terminal, on which a line can be written over.</summary>
    public bool ErrorTerminal { get; init; }

    /// <summary>Tells the user something that is not the result.</summary>
    public void Say(string message) => Error.WriteLine("migrationguard: " + message);
}
