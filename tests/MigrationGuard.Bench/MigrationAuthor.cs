using System.Text;

namespace MigrationGuard.Bench;

/// <summary>Writes migrations that follow from each other: a table is created before it is altered.</summary>
public sealed class MigrationAuthor(Random random)
{
    private static readonly string[] Nouns =
    [
        "user", "order", "invoice", "payment", "product", "customer", "address", "shipment", "message", "comment", "account", "session", "device", "event",
        "report", "ticket", "project", "team", "role", "policy", "webhook", "token", "upload", "image", "article", "category", "coupon", "refund", "plan", "usage",
    ];

    private readonly List<string> _tables = [];
    private int _number;

    /// <summary>Name and text of the next migration, of about <paramref name="size"/> characters.</summary>
    public (string Name, string Text) Next(int size)
    {
        if (_tables.Count == 0)
        {
            _tables.Add("users");
            return ("create_users", StatementTexts.Create("users", "users", StatementTexts.NeededColumns));
        }

        var text = new StringBuilder();
        if (random.Next(3) == 0)
        {
            text.Append("-- Migration ").Append(++_number).Append(": ").Append(Noun()).Append(" needs ").Append(Noun()).Append("; see the release notes\n");
        }

        var name = "";
        do
        {
            var statement = Statement(size - text.Length);
            name = name.Length == 0 ? statement.Name : name;
            text.Append(statement.Text).Append('\n');
        }
        while (text.Length < size * 0.75);
        return (name, text.ToString());
    }

    private (string Name, string Text) Statement(int room)
    {
        var table = _tables[random.Next(_tables.Count)];
        var number = ++_number;
        return (room, random.Next(20)) switch
        {
            ( > 500, < 8) => Create(number),
            ( > 350, < 11) => ($"sync_{table}", StatementTexts.Function(table, number)),
            ( > 250, < 13) => ($"backfill_{table}", StatementTexts.Block(table, number)),
            ( > 250, < 14) => ($"view_{table}", StatementTexts.View(table, number)),
            (_, < 4) => ($"add_column_{number}_to_{table}", StatementTexts.AddColumn(table, number, random.Next(8))),
            (_, < 8) => ($"index_{table}", StatementTexts.Index(table, number, random.Next(4))),
            (_, < 11) => ($"constrain_{table}", StatementTexts.Constraint(table, Other(), number, random.Next(4))),
            (_, < 14) => ($"fill_{table}", StatementTexts.Data(table, number, random.Next(4))),
            (_, < 17) => ($"change_{table}", StatementTexts.Change(table, number, random.Next(8))),
            _ => ($"misc_{number}", StatementTexts.Other(table, number, random.Next(6))),
        };
    }

    private (string Name, string Text) Create(int number)
    {
        var table = $"{Noun()}_{Noun()}s_{number}";
        var text = StatementTexts.Create(table, Other(), StatementTexts.NeededColumns + random.Next(8));
        _tables.Add(table);
        return ($"create_{table}", text);
    }

    private string Other() => _tables[random.Next(_tables.Count)];

    private string Noun() => Nouns[random.Next(Nouns.Length)];
}
