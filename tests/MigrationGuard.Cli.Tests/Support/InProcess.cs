using System.Text;

namespace MigrationGuard.Cli.Tests.Support;

/// <summary>Runs commands without a process.</summary>
internal static class InProcess
{
    /// <summary>Runs in a folder.</summary>
    public static Outcome Run(TemporaryFolder folder, params string[] arguments) => Run(folder, [], "", arguments);

    /// <summary>Runs in a folder with environment variables and standard input.</summary>
    public static Outcome Run(TemporaryFolder folder, Dictionary<string, string> variables, string input, params string[] arguments) =>
        Run(folder, variables, (input, TimeProvider.System), arguments);

    /// <summary>Runs in a folder with environment variables, standard input and a clock.</summary>
    public static Outcome Run(TemporaryFolder folder, Dictionary<string, string> variables, (string Input, TimeProvider Time) with, params string[] arguments)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        var code = Tool.Run(arguments, new Surroundings
        {
            Input = new MemoryStream(Encoding.UTF8.GetBytes(with.Input)),
            Output = output,
            Error = error,
            Directory = folder.Path,
            Variable = name => variables.GetValueOrDefault(name),
            Time = with.Time,
        });
        return new Outcome(code, output.ToString(), error.ToString());
    }
}
