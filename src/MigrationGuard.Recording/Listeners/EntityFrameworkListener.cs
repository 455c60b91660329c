using System.Collections.Concurrent;
using System.Data.Common;
using System.Reflection;
using MigrationGuard.Manifests;

namespace MigrationGuard.Recordings.Listeners;

/// <summary>
/// Records what EF Core sends through drivers that nobody else listens to. It looks at commands before they run: an activity of an old Npgsql ends
/// before EF Core says that a command was executed, and the same command must not be counted twice.
/// </summary>
internal sealed class EntityFrameworkListener(IStatementRecorder recorder, Func<Assembly, bool> isTapped) : IObserver<KeyValuePair<string, object?>>
{
    public const string Name = "Microsoft.EntityFrameworkCore";

    private const string Executing = "Microsoft.EntityFrameworkCore.Database.Command.CommandExecuting";

    private const int Room = 20_000;

    private static readonly ConcurrentDictionary<string, byte> Texts = new(StringComparer.Ordinal);

    private PropertyInfo? _command;
    private bool _tapped;

    /// <summary>Whether a text came from EF Core, which told its types too.</summary>
    public static bool SawIt(string text) => !Texts.IsEmpty && Texts.ContainsKey(text);

    /// <summary>Which events are wanted: none any more where the driver's own commands are seen.</summary>
    public bool Wants(string name) => !_tapped && name == Executing;

    public void OnNext(KeyValuePair<string, object?> value)
    {
        if (value.Key != Executing || value.Value is not { } payload)
        {
            return;
        }

        try
        {
            _command ??= payload.GetType().GetProperty("Command", Everything.OfAnInstance);
            if (_command?.GetValue(payload) is DbCommand command)
            {
                See(command, command.GetType().Assembly);
            }
        }
        catch (Exception e)
        {
            recorder.Miss($"a command of EF Core that could not be read: {e.GetType().Name}");
        }
    }

    public void OnCompleted()
    {
    }

    public void OnError(Exception error)
    {
    }

    private void See(DbCommand command, Assembly driver)
    {
        var name = driver.GetName().Name ?? "";
        if (name.EndsWith("SqlClient", StringComparison.Ordinal))
        {
            return;
        }

        if (name == "Npgsql" && isTapped(driver))
        {
            _tapped = true;
        }
        else if (name.Contains("Npgsql", StringComparison.OrdinalIgnoreCase) || name.Contains("PostgreSql", StringComparison.OrdinalIgnoreCase))
        {
            Keep(command, name == "Npgsql" ? new NpgsqlTypeNames(driver.GetType("Npgsql.NpgsqlParameter")) : null);
        }
        else
        {
            recorder.Miss($"a command of {name}: manifests hold statements of PostgreSQL");
        }
    }

    private void Keep(DbCommand command, NpgsqlTypeNames? names)
    {
        if (Texts.Count < Room)
        {
            Texts.TryAdd(command.CommandText, 0);
        }

        var types = 0;
        var parameters = new ManifestParameter[command.Parameters.Count];
        for (var i = 0; i < parameters.Length; i++)
        {
            var parameter = command.Parameters[i];
            var name = parameter.ParameterName.TrimStart('@', ':');
            parameters[i] = new ManifestParameter(name.Length == 0 ? null : name, names?.Of(parameter) ?? ManifestParameter.Unknown);
            types = HashCode.Combine(types, parameters[i].Type);
        }

        if (!recorder.TryCount(command.CommandText, types))
        {
            var session = command.Connection is { } connection ? SessionQuestion.Read(connection.ConnectionString) : null;
            recorder.Add(new RecordedCommand(command.CommandText, PlaceholderStyle.Named, parameters) { Session = session, Origin = CallerPlace.Find() }, types);
        }
    }
}
