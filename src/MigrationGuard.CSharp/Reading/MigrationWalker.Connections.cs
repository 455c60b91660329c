using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace MigrationGuard.CSharp.Reading;

internal sealed partial class MigrationWalker
{
    /// <summary>What runs the SQL that it is given: Dapper's extensions of connections.</summary>
    private static readonly HashSet<string> Running = new(StringComparer.Ordinal)
    {
        "Execute", "ExecuteScalar", "ExecuteReader", "Query", "QueryFirst", "QueryFirstOrDefault", "QuerySingle", "QuerySingleOrDefault", "QueryMultiple",
    };

    /// <summary>What can be asked of connections and commands; the SQL of a command is what it was given as its text.</summary>
    private static readonly HashSet<string> Plain = new(StringComparer.Ordinal)
    {
        "CreateParameter", "Dispose", "DisposeAsync", "ExecuteNonQuery", "ExecuteReader", "ExecuteScalar", "Prepare", "ToString",
    };

    private const int MostWorkSending = 10_000;

    /// <inheritdoc />
    public FunctionBody OpenConnection(FunctionValue function)
    {
        var (trail, allowed) = (_trail, _allowed);
        (_trail, _allowed) = (new Trail(), Math.Min(allowed, _work + MostWorkSending));
        try
        {
            var body = Open(function, RootKind.Connection, RootKind.Transaction);
            List<MigrationCall> calls = [.. body.Calls];
            if (!Spend(function.Function))
            {
                calls.Add(Faulty(function.Function, "it does too much to be followed"));
                return body with { Calls = calls };
            }

            foreach (var (at, _) in new Overlooked(_trail, _knowledge, Roots).Find())
            {
                calls.Add(Faulty(at, "it stands where it cannot be followed, what it does cannot be read"));
            }

            return body with { Calls = calls };
        }
        finally
        {
            (_trail, _allowed) = (trail, allowed);
        }
    }

    private static MigrationCall Faulty(SyntaxNode at, string reason) => new(new Chain("", [new Link("?", Reading.Arguments.None, at) { Span = at.Span }], at)) { Fault = reason };

    private FunctionBody Open(FunctionValue function, params RootKind[] given)
    {
        var (calls, conditions, loops) = (_calls, _conditions, _loops);
        (_calls, _conditions, _loops) = ([], 0, 0);
        try
        {
            var result = Invoke(function, new Reading.Arguments([.. given.Select(kind => new Argument(null, new RootValue(kind, function.Function), SyntaxFactory.IdentifierName("builder")))]), function.Function);
            return new FunctionBody(result, _calls);
        }
        finally
        {
            (_calls, _conditions, _loops) = (calls, conditions, loops);
        }
    }

    private Value CallOnConnection(RootValue connection, SimpleNameSyntax syntax, InvocationExpressionSyntax call, Arguments arguments)
    {
        var name = syntax.Identifier.ValueText;
        var plain = name.EndsWith("Async", StringComparison.Ordinal) ? name.Substring(0, name.Length - 5) : name;
        if (connection.Kind == RootKind.Connection)
        {
            if (name == "CreateCommand" && arguments.Count == 0)
            {
                return new RootValue(RootKind.Command, call);
            }

            if (Running.Contains(plain) && (arguments.Of("sql", 0) ?? arguments.Of("command", 0)) is { } sql)
            {
                return Sends(sql, LinkOf(syntax, call, arguments), call);
            }

            if (name == "GetType" && _dialect == Sql.SqlDialect.PostgreSql)
            {
                return new RowValue([new("Name", new TextValue(MappedText.Of("NpgsqlConnection", call), call)), new("FullName", new TextValue(MappedText.Of("Npgsql.NpgsqlConnection", call), call))], call);
            }
        }

        return Plain.Contains(plain) || name == "GetType" ? Unknown(call) : UnfollowedBuilder(call);
    }

    private static Value MemberOfConnection(string member, ExpressionSyntax at) => member == "Connection" ? new RootValue(RootKind.Connection, at) : Unknown(at);

    private void AssignCommand(string member, Value value, ExpressionSyntax target)
    {
        if (member == "CommandText")
        {
            var name = target is MemberAccessExpressionSyntax { Name: var last } ? last.SpanStart : target.SpanStart;
            Sends(value, new Link(member, new Reading.Arguments([new Argument(null, value, target)]), target) { IsCall = true, Span = TextSpan.FromBounds(name, target.Span.End) }, target);
        }
    }

    private UnknownValue Sends(Value sql, Link link, ExpressionSyntax at)
    {
        Record(new Chain("", [link with { Name = "Sql", Arguments = new Reading.Arguments([new Argument(null, sql, at)]) }], at), sql is TextValue ? null : "the SQL is built at run time");
        return Unknown(at);
    }

    /// <summary>A command that is made for a connection: <c>new NpgsqlCommand("…", connection)</c>; null when something else is made.</summary>
    private RootValue? Command(string? type, Arguments arguments, BaseObjectCreationExpressionSyntax created)
    {
        if (type?.EndsWith("Command", StringComparison.Ordinal) != true || created.Initializer is not null || arguments.Items is not [{ Value: var sql }, { Value: RootValue { Kind: RootKind.Connection } }, ..])
        {
            return null;
        }

        Sends(sql, new Link(type, arguments, created) { IsCall = true, Span = created.Span }, created);
        return new RootValue(RootKind.Command, created);
    }
}
