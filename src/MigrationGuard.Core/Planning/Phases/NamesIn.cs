using System.Text;
using MigrationGuard.Databases;
using MigrationGuard.Operations;
using MigrationGuard.Sql.PostgreSql;

namespace MigrationGuard.Planning;

/// <summary>The words of a part's SQL, which are all that it may name.</summary>
internal sealed class NamesIn
{
    private readonly HashSet<string> _words = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<string> _texts = [];
    private readonly HashSet<string> _referenced = new(StringComparer.OrdinalIgnoreCase);

    public NamesIn(PhasedPart part, Database server)
    {
        foreach (var statement in PartSql.Of(part, server))
        {
            _texts.Add(statement);
            AddWords(statement);
        }

        foreach (var operation in part.Operations)
        {
            AddReferenced(operation);
        }
    }

    /// <summary>Whether the part may name it.</summary>
    public bool Contains(ChangedName name) => name switch
    {
        { Name: ChangedNames.Key, Table: { } table } => _referenced.Contains(table),
        { Table: { } table } => Says(table) && Says(name.Name),
        _ => Says(name.Name),
    };

    // A name that takes quotes is more than a word, and may stand in a literal, where its quotes are not doubled.
    private bool Says(string name) => _words.Contains(name)
        || (!NameWriter.IsPlain(name) && (Has(name.Replace("\"", "\"\"")) || Has(name) || Has(name.Replace("'", "''").Replace("\"", "\"\""))));

    private bool Has(string text) => _texts.Exists(statement => statement.IndexOf(text, StringComparison.OrdinalIgnoreCase) >= 0);

    private void AddWords(string sql)
    {
        var word = new StringBuilder();
        foreach (var letter in sql + " ")
        {
            if (char.IsLetterOrDigit(letter) || letter is '_' or '$')
            {
                word.Append(letter);
            }
            else if (word.Length > 0)
            {
                _words.Add(word.ToString());
                word.Clear();
            }
        }
    }

    private void AddReferenced(Operation operation)
    {
        IEnumerable<ConstraintDefinition> constraints = operation switch
        {
            AddConstraint add => [add.Constraint],
            AddColumn add => add.Column.Constraints,
            CreateTable create => [.. create.Constraints, .. create.Columns.SelectMany(column => column.Constraints)],
            _ => [],
        };
        foreach (var constraint in constraints)
        {
            if (constraint is ForeignKeyConstraint key)
            {
                _referenced.Add(key.Referenced.Name);
            }
        }
    }
}
