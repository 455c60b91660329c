using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using MigrationGuard.CSharp.Reading;

namespace MigrationGuard.CSharp.EntityFramework;

/// <summary>A table of a designer's model with its indexes.</summary>
internal sealed record EfEntityTable(EfTable Table, IReadOnlyList<EfIndex> Indexes)
{
    private const string IncludesOfPostgres = "Npgsql:IndexInclude";
    private const string IncludesOfSqlServer = "SqlServer:Include";

    /// <summary>The table that entities share.</summary>
    public static EfEntityTable Of(EfName name, IReadOnlyList<EfEntity> entities)
    {
        var reading = new Builder(name);
        foreach (var entity in entities)
        {
            reading.Read(entity);
        }

        return reading.Result();
    }

    /// <summary>Collects what the entities say.</summary>
    private sealed class Builder(EfName name)
    {
        private readonly List<EfColumn> _columns = [];
        private readonly Dictionary<string, string> _names = new(StringComparer.Ordinal);
        private readonly List<EfKey> _unique = [];
        private readonly List<EfIndex> _indexes = [];
        private EfKey? _primary;

        public void Read(EfEntity entity)
        {
            var keys = new HashSet<string>(entity.Statements.Where(call => call.Links[0].Name == "HasKey").SelectMany(call => call.Texts(0)), StringComparer.Ordinal);
            foreach (var call in entity.Statements)
            {
                if (call.Links[0].Name == "Property" && call.Text(0, 0) is { } property)
                {
                    Column(entity, call, property, keys.Contains(property));
                }
            }

            foreach (var call in entity.Statements)
            {
                Keys(entity, call);
            }
        }

        public EfEntityTable Result() => new(new EfTable(name, _columns) { PrimaryKey = _primary, UniqueConstraints = _unique }, _indexes);

        private void Keys(EfEntity entity, EfModelCall call)
        {
            var columns = call.Links[0].Name is "HasKey" or "HasAlternateKey" or "HasIndex" ? Columns(call) : [];
            switch (call.Links[0].Name)
            {
                case var _ when columns.Count == 0:
                    break;
                case "HasKey" when entity is { Prefix: "", Base: null }:
                    _primary ??= new EfKey(call.Constant("HasName", 0) as string ?? "PK_" + name.Name, columns, EfAnnotations.None) { IsPrimary = true };
                    break;
                case "HasAlternateKey":
                    _unique.Add(new EfKey(call.Constant("HasName", 0) as string ?? $"AK_{name.Name}_{string.Join("_", columns)}", columns, EfAnnotations.None));
                    break;
                case "HasIndex":
                    Index(call, columns);
                    break;
            }
        }

        private List<string> Columns(EfModelCall call)
        {
            // HasIndex(new[] { "A" }, "name"): the text behind the array is a name of the model.
            var arguments = call.Links[0].Arguments;
            var isNamed = arguments.Count == 2 && arguments[0].Expression is ImplicitArrayCreationExpressionSyntax or ArrayCreationExpressionSyntax;
            return [.. EfModelCall.TextsOf(isNamed ? [arguments[0]] : arguments).Select(property => _names.TryGetValue(property, out var column) ? column : property)];
        }

        private void Index(EfModelCall call, List<string> columns)
        {
            var named = call.Links[0].Arguments is [_, { Expression: LiteralExpressionSyntax { Token.Value: string text } }] && call.Links[0].Arguments[0].Expression is not LiteralExpressionSyntax ? text : null;
            var index = call.Constant("HasDatabaseName", 0) as string ?? call.Constant("HasName", 0) as string ?? named ?? $"IX_{name.Name}_{string.Join("_", columns)}";
            _indexes.Add(new EfIndex(index, name, columns)
            {
                Unique = call.Find("IsUnique") is { } unique && (unique.Count == 0 || call.Constant("IsUnique", 0) is true),
                Filter = call.Constant("HasFilter", 0) as string,
                Descending = call.Find("IsDescending") is { } down ? [.. down.Select(argument => argument.Expression is LiteralExpressionSyntax { Token.Value: true })] : null,
                Annotations = Annotations(call),
            });
        }

        private EfAnnotations Annotations(EfModelCall call)
        {
            var annotations = new List<KeyValuePair<string, Value>>();
            var at = call.Links[0].Syntax;
            if (call.Find("IncludeProperties") is { } included)
            {
                var columns = EfModelCall.TextsOf(included).Select(property => _names.TryGetValue(property, out var column) ? column : property).Select(column => Text(column, at)).ToList();
                annotations.Add(new(IncludesOfPostgres, new ListValue(columns, at)));
                annotations.Add(new(IncludesOfSqlServer, new ListValue(columns, at)));
            }

            Flag("IsCreatedConcurrently", "Npgsql:CreatedConcurrently");
            Flag("IsCreatedOnline", "SqlServer:Online");
            Flag("IsClustered", "SqlServer:Clustered");
            if (call.Constant("HasMethod", 0) is string method)
            {
                annotations.Add(new("Npgsql:IndexMethod", Text(method, at)));
            }

            if (EfModelCall.TextsOf(call.Find("HasOperators")) is { Count: > 0 } operators)
            {
                annotations.Add(new("Npgsql:IndexOperators", new ListValue([.. operators.Select(family => Text(family, at))], at)));
            }

            return EfAnnotations.Of(annotations);

            void Flag(string method, string annotation)
            {
                if (call.Find(method) is { } arguments)
                {
                    annotations.Add(new(annotation, new ConstantValue(arguments.Count == 0 || call.Constant(method, 0) is true, at)));
                }
            }
        }

        private void Column(EfEntity entity, EfModelCall call, string property, bool key)
        {
            // The key of an owned type is the key of its owner.
            var column = call.Constant("HasColumnName", 0) as string ?? entity.Prefix + property;
            if ((key && entity.Prefix.Length > 0) || _columns.Exists(known => known.Name == column))
            {
                return;
            }

            _names[property] = column;
            var clr = (call.Links[0].Syntax as GenericNameSyntax)?.TypeArgumentList.Arguments.FirstOrDefault()?.ToString() ?? "";
            var isReference = clr is "string" or "byte[]" || clr.EndsWith("?", StringComparison.Ordinal) || (call.Constant("HasColumnType", 0) is "jsonb" or "json");
            var computed = call.Find("HasComputedColumnSql");
            _columns.Add(new EfColumn(column)
            {
                ClrType = clr.TrimEnd('?'),
                Type = call.Constant("HasColumnType", 0) as string,
                MaxLength = call.Constant("HasMaxLength", 0) as int?,
                Precision = call.Constant("HasPrecision", 0) as int?,
                Scale = call.Constant("HasPrecision", 1) as int?,
                Unicode = call.Constant("IsUnicode", 0) as bool?,
                FixedLength = call.Find("IsFixedLength") is null ? null : true,
                RowVersion = call.Find("IsRowVersion") is not null,
                Nullable = !key && ((isReference && call.Find("IsRequired") is null) || entity.Base is not null || entity.Prefix.Length > 0),
                DefaultSql = call.Constant("HasDefaultValueSql", 0) as string,
                Default = call.Find("HasDefaultValue") is [var value, ..] ? Default(value.Expression) : null,
                ComputedSql = computed is null ? null : call.Constant("HasComputedColumnSql", 0) as string,
                Stored = computed is null ? null : call.Constant("HasComputedColumnSql", 1) as bool?,
                Collation = call.Constant("UseCollation", 0) as string,
                Annotations = Identity(call),
            });
        }

        private static EfAnnotations Identity(EfModelCall call)
        {
            var at = call.Links[0].Syntax;
            foreach (var link in call.Links)
            {
                var strategy = link.Name switch
                {
                    "UseIdentityByDefaultColumn" => "IdentityByDefaultColumn",
                    "UseIdentityAlwaysColumn" => "IdentityAlwaysColumn",
                    "UseSerialColumn" => "SerialColumn",
                    "UseIdentityColumn" => "IdentityColumn",
                    _ => null,
                };
                if (strategy is not null)
                {
                    var value = new MemberValue("", strategy, at);
                    return EfAnnotations.Of([new("Npgsql:ValueGenerationStrategy", value), new("SqlServer:ValueGenerationStrategy", value)]);
                }
            }

            return EfAnnotations.None;
        }

        private static Value Default(ExpressionSyntax expression) => expression switch
        {
            LiteralExpressionSyntax { Token.Value: string text } => Text(text, expression),
            LiteralExpressionSyntax literal => new ConstantValue(literal.Token.Value, literal),
            _ => new UnknownValue("the default is no constant", expression),
        };

        private static TextValue Text(string text, SyntaxNode at) => new TextValue(MappedText.Of(text, at), at);
    }
}
