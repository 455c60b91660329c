using System.Collections;
using System.Data.Common;
using System.Reflection;
using MigrationGuard.Manifests;

namespace MigrationGuard.Recordings.Listeners;

/// <summary>What a command of Npgsql is about to send, read from where Npgsql keeps it between its own preparation of a command and the sending.</summary>
internal sealed class NpgsqlMembers
{
    private readonly Accessor<DbCommand, IList>? _statements;
    private readonly Accessor<DbBatchCommand, string>? _finalText;
    private readonly Accessor<DbBatchCommand, IList>? _sentParameters;
    private readonly Accessor<DbParameter, int>? _typeHash;
    private readonly NpgsqlTypeNames _names;

    public NpgsqlMembers(Assembly assembly)
    {
        var batchCommand = assembly.GetType("Npgsql.NpgsqlBatchCommand");
        var parameter = assembly.GetType("Npgsql.NpgsqlParameter");
        _statements = Accessor<DbCommand, IList>.Of(assembly.GetType("Npgsql.NpgsqlCommand"), "InternalBatchCommands");
        _finalText = Accessor<DbBatchCommand, string>.Of(batchCommand, "FinalCommandText");
        _sentParameters = Accessor<DbBatchCommand, IList>.Of(batchCommand, "CurrentParametersReadOnly");
        _typeHash = Accessor<DbParameter, object>.HashOf(parameter, "PgTypeId");
        _names = new NpgsqlTypeNames(parameter);
        Options = new NpgsqlOptions(assembly);
    }

    /// <summary>Where taps are put.</summary>
    public NpgsqlOptions Options { get; }

    /// <summary>The data source that a command or batch runs on; null where it cannot be told. The public property of a data source's own command throws.</summary>
    public static DbDataSource? SourceOf(object sent)
    {
        var command = sent is DbBatch ? Everything.Value(sent, "Command") : sent;
        return Everything.Value(Everything.Value(command, "InternalConnection"), "NpgsqlDataSource") as DbDataSource;
    }

    /// <summary>The statements of a command, which Npgsql has divided at semicolons; null where it cannot be told.</summary>
    public IList? Statements(DbCommand command) => _statements?.Read(command);

    /// <summary>The parameters in the order in which they are sent; null where it cannot be told.</summary>
    public IList? Parameters(DbBatchCommand statement) => _sentParameters?.Read(statement);

    /// <summary>The text as it is sent, named parameters already numbered; null where it cannot be told.</summary>
    public string? Text(DbBatchCommand statement) => _finalText?.Read(statement);

    /// <summary>A number that differs where the types differ.</summary>
    public int Types(IList parameters)
    {
        var types = parameters.Count;
        for (var i = 0; i < parameters.Count; i++)
        {
            var parameter = (DbParameter)parameters[i]!;
            types = HashCode.Combine(types, _typeHash is null ? (int)parameter.DbType : _typeHash.Read(parameter));
        }

        return types;
    }

    /// <summary>Names and types of parameters.</summary>
    public ManifestParameter[] Describe(IList parameters)
    {
        var described = new ManifestParameter[parameters.Count];
        for (var i = 0; i < described.Length; i++)
        {
            var parameter = (DbParameter)parameters[i]!;
            var name = parameter.ParameterName.TrimStart('@', ':');
            described[i] = new ManifestParameter(name.Length == 0 ? null : name, _names.Of(parameter));
        }

        return described;
    }
}
