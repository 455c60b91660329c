using System.CommandLine;
using System.CommandLine.Parsing;
using System.Text;
using MigrationGuard.Cli.Commands;
using MigrationGuard.Cli.Judging;
using MigrationGuard.Servers;

namespace MigrationGuard.Cli;

/// <summary>The tool: its commands, and how what happens in them becomes an exit code.</summary>
internal static class Tool
{
    /// <summary>Runs in this process.</summary>
    public static ExitCode Run(string[] arguments)
    {
        var utf8 = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
        using var output = new StreamWriter(Console.OpenStandardOutput(), utf8, 1 << 16) { NewLine = "\n" };
        using var error = new StreamWriter(Console.OpenStandardError(), utf8, 1 << 10) { NewLine = "\n", AutoFlush = true };
        using var input = Console.OpenStandardInput();
        var surroundings = new Surroundings
        {
            Input = input,
            Output = output,
            Error = error,
            Directory = Environment.CurrentDirectory,
            Variable = Environment.GetEnvironmentVariable,
            Time = TimeProvider.System,
            Terminal = !Console.IsOutputRedirected,
            ErrorTerminal = !Console.IsErrorRedirected,
        };
        try
        {
            using var telemetry = TelemetryExport.Begin(surroundings);
            var code = Run(arguments, surroundings);
            output.Flush();
            return code;
        }
        catch (IOException)
        {
            // The reader of our output went away (migrationguard check … | head): nobody is left to tell.
            return ExitCode.Unknown;
        }
    }

    /// <summary>Runs in given surroundings. Whatever happens, the answer is an exit code of the table, and "could not check" is never yes.</summary>
    public static ExitCode Run(string[] arguments, Surroundings surroundings)
    {
        try
        {
            var result = Commands(surroundings).Parse(arguments, new ParserConfiguration { ResponseFileTokenReplacer = null });
            if (result.Errors.Count > 0)
            {
                foreach (var error in result.Errors)
                {
                    surroundings.Say(error.Message);
                }

                surroundings.Say($"'migrationguard {string.Join(' ', [.. PathOf(result.CommandResult), "--help"])}' shows what is possible");
                return ExitCode.Usage;
            }

            var configuration = new InvocationConfiguration { EnableDefaultExceptionHandler = false, Output = surroundings.Output, Error = surroundings.Error, ProcessTerminationTimeout = null };
            return (ExitCode)result.Invoke(configuration);
        }
        catch (UsageException exception)
        {
            surroundings.Say(exception.Message);
            return ExitCode.Usage;
        }
        catch (DatabaseException exception)
        {
            surroundings.Say(DatabaseFailure.Sentence(exception));
            return DatabaseFailure.Code(exception);
        }
        catch (DependencyException exception)
        {
            surroundings.Say(exception.Message);
            return ExitCode.Dependency;
        }
        catch (Exception exception) when (exception is not IOException)
        {
            surroundings.Say($"this is a defect, nothing was decided; please report it with the lines below\n{exception}");
            return ExitCode.Unknown;
        }
    }

    private static IEnumerable<string> PathOf(CommandResult result)
        => result.Command is RootCommand ? [] : [.. result.Parent is CommandResult parent ? PathOf(parent) : [], result.Command.Name];

    /// <summary>All commands with their options.</summary>
    public static RootCommand Commands(Surroundings surroundings) =>
        new("Finds what makes a schema migration unsafe while two versions of an application share one database.")
        {
            CheckCommand.Create(surroundings),
            InitCommand.Create(surroundings),
            RulesCommand.Create(surroundings),
            StatementsCommand.Create(surroundings),
            VersionsCommand.Create(surroundings),
            ProveCommand.Create(surroundings),
            GuardCommand.Create(surroundings),
            PlanCommand.Create(surroundings),
            RehearseCommand.Create(surroundings),
            AuditCommand.Create(surroundings),
            ExecuteCommand.Create(surroundings),
            ReleaseCommand.Create(surroundings),
            CanICommand.Create(surroundings),
            ServeCommand.Create(surroundings),
            BackfillCommand.Create(surroundings),
            ContractCommand.Create(surroundings),
            WaiveCommand.Create(surroundings),
            DoctorCommand.Create(surroundings),
            EnvironmentCommand.Create(surroundings),
        };
}
