using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using MigrationGuard.CSharp.Folding;

namespace MigrationGuard.CSharp.Uses;

/// <summary>Finds where SQL is used, by the names of Npgsql, ADO.NET, Dapper and EF Core.</summary>
/// <param name="sources">The sources.</param>
internal sealed class SqlUses(Sources sources)
{
    private static readonly HashSet<string> Commands = ["NpgsqlCommand", "NpgsqlBatchCommand", "NpgsqlDataAdapter", "CommandDefinition"];

    private static readonly HashSet<string> OtherCommands =
        ["SqlCommand", "SqlDataAdapter", "SqliteCommand", "SQLiteCommand", "MySqlCommand", "OracleCommand", "OleDbCommand", "OdbcCommand", "FbCommand", "DB2Command", "ClickHouseCommand", "SnowflakeDbCommand"];

    private static readonly HashSet<string> Interpolated =
        ["FromSql", "FromSqlInterpolated", "ExecuteSql", "ExecuteSqlAsync", "ExecuteSqlInterpolated", "ExecuteSqlInterpolatedAsync", "SqlQuery"];

    private static readonly HashSet<string> Numbered = ["FromSqlRaw", "ExecuteSqlRaw", "ExecuteSqlRawAsync", "SqlQueryRaw", "ExecuteSqlCommand", "ExecuteSqlCommandAsync"];

    private static readonly HashSet<string> Copies =
        ["BeginBinaryImport", "BeginBinaryExport", "BeginTextImport", "BeginTextExport", "BeginRawBinaryCopy"];

    private static readonly HashSet<string> Dapper =
    [
        "Query", "QueryFirst", "QueryFirstOrDefault", "QuerySingle", "QuerySingleOrDefault", "QueryMultiple", "QueryUnbuffered", "Execute", "ExecuteScalar", "ExecuteReader",
    ];

    /// <summary>The uses in a file, from top to bottom.</summary>
    public IEnumerable<SqlUse> In(SyntaxTree tree)
    {
        foreach (var node in tree.GetRoot().DescendantNodes())
        {
            var use = node switch
            {
                InvocationExpressionSyntax call => Called(call),
                ObjectCreationExpressionSyntax created => Created(created, Sources.SimpleName(created.Type)),
                ImplicitObjectCreationExpressionSyntax created => Created(created, TargetType(created)),
                AssignmentExpressionSyntax { RawKind: (int)SyntaxKind.SimpleAssignmentExpression } assignment => Assigned(assignment),
                _ => null,
            };
            if (use is not null)
            {
                yield return use;
            }
        }
    }

    private static SqlUse? Created(BaseObjectCreationExpressionSyntax created, string type)
    {
        if (created.ArgumentList?.Arguments is not [var first, ..] || !(Commands.Contains(type) || OtherCommands.Contains(type)) || IsNoText(first.Expression))
        {
            return null;
        }

        var sql = Named(created.ArgumentList.Arguments, "cmdText", "commandText", "selectCommandText") ?? first.Expression;
        return new SqlUse(sql, TextForm.Plain, created, Commands.Contains(type) ? Certainty.Sure : Certainty.OtherDatabase);
    }

    private SqlUse? Assigned(AssignmentExpressionSyntax assignment)
    {
        var (name, receiver) = assignment.Left switch
        {
            MemberAccessExpressionSyntax access => (access.Name.Identifier.ValueText, access.Expression),
            IdentifierNameSyntax { Parent.Parent: InitializerExpressionSyntax { Parent: ObjectCreationExpressionSyntax created } } member => (member.Identifier.ValueText, (ExpressionSyntax)created.Type),
            IdentifierNameSyntax { Parent.Parent: InitializerExpressionSyntax } member => (member.Identifier.ValueText, null),
            _ => ("", null),
        };
        if (name != "CommandText" || assignment.Right is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "CommandText" })
        {
            return null;
        }

        var type = receiver is TypeSyntax created2 and not IdentifierNameSyntax ? Sources.SimpleName(created2) : receiver is null ? "" : DeclaredType(receiver);
        return new SqlUse(assignment.Right, TextForm.Plain, assignment, OtherCommands.Contains(type) ? Certainty.OtherDatabase : Certainty.Sure);
    }

    private SqlUse? Called(InvocationExpressionSyntax call)
    {
        var name = Sources.CalledName(call);
        var arguments = call.ArgumentList.Arguments;
        if (arguments.Count == 0)
        {
            return null;
        }

        var plain = name.EndsWith("Async", StringComparison.Ordinal) ? name.Substring(0, name.Length - 5) : name;
        var first = arguments[0].Expression;
        if (name == "FromSql" && arguments.Count > 1 && call.Expression is MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.ValueText: "RelationalQueryableExtensions" } })
        {
            first = arguments[1].Expression;
        }

        if (Interpolated.Contains(name))
        {
            return IsNoText(first) ? null : new SqlUse(first, TextForm.Interpolated, call, Certainty.Sure);
        }

        if (Numbered.Contains(name))
        {
            return IsNoText(first) ? null : new SqlUse(first, TextForm.Numbered, call, Certainty.Sure);
        }

        if (Copies.Contains(plain) || (name == "CreateCommand" && IsText(first)))
        {
            return new SqlUse(first, TextForm.Plain, call, Certainty.Sure);
        }

        return Dapper.Contains(plain) ? DapperCall(call, arguments) : null;
    }

    private SqlUse? DapperCall(InvocationExpressionSyntax call, SeparatedSyntaxList<ArgumentSyntax> arguments)
    {
        var isStatic = call.Expression is MemberAccessExpressionSyntax { Expression: var receiver } && receiver.ToString().EndsWith("SqlMapper", StringComparison.Ordinal);
        var sql = Named(arguments, "sql", "commandText") ?? (isStatic ? arguments.Count > 1 ? arguments[1].Expression : null : arguments[0].Expression);
        if (sql is null || IsNoText(sql) || !(IsText(sql) || sources.Type(sql) is null))
        {
            return null;
        }

        // A method of the sources runs its SQL inside, where it is found with the texts of all callers.
        return sources.IsOwnMethod(call) ? null
            : new SqlUse(sql, TextForm.Plain, call, isStatic ? Certainty.Sure : Certainty.Likely);
    }

    private static ExpressionSyntax? Named(SeparatedSyntaxList<ArgumentSyntax> arguments, params string[] names)
        => arguments.FirstOrDefault(argument => argument.NameColon is { } colon && names.Contains(colon.Name.Identifier.ValueText))?.Expression;

    private bool IsText(ExpressionSyntax expression) => sources.Type(expression)?.SpecialType == SpecialType.System_String;

    private static bool IsNoText(ExpressionSyntax expression)
        => expression is LambdaExpressionSyntax or BaseObjectCreationExpressionSyntax or AnonymousObjectCreationExpressionSyntax or AwaitExpressionSyntax or DefaultExpressionSyntax
            or ThisExpressionSyntax or TypeOfExpressionSyntax or InitializerExpressionSyntax or QueryExpressionSyntax
            || (expression is LiteralExpressionSyntax literal && !literal.IsKind(SyntaxKind.StringLiteralExpression) && !literal.IsKind(SyntaxKind.Utf8StringLiteralExpression));

    private string DeclaredType(ExpressionSyntax receiver)
    {
        var declared = sources.Symbol(receiver)?.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax() switch
        {
            VariableDeclaratorSyntax { Parent: VariableDeclarationSyntax { Type: { IsVar: false } type } } => type,
            VariableDeclaratorSyntax { Initializer.Value: ObjectCreationExpressionSyntax created } => created.Type,
            ParameterSyntax { Type: { } type } => type,
            PropertyDeclarationSyntax { Type: var type } => type,
            _ => null,
        };
        return declared is null ? "" : Sources.SimpleName(declared);
    }

    private static string TargetType(ImplicitObjectCreationExpressionSyntax created) => created.Parent switch
    {
        EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax { Parent: VariableDeclarationSyntax { Type: var type } } } => Sources.SimpleName(type),
        EqualsValueClauseSyntax { Parent: PropertyDeclarationSyntax { Type: var type } } => Sources.SimpleName(type),
        ArrowExpressionClauseSyntax { Parent: MethodDeclarationSyntax { ReturnType: var type } } => Sources.SimpleName(type),
        ReturnStatementSyntax when created.FirstAncestorOrSelf<MethodDeclarationSyntax>() is { ReturnType: var type } => Sources.SimpleName(type),
        _ => "",
    };
}
