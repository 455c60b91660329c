namespace FluentMigrator;

public class NonUnicodeString
{
    public NonUnicodeString(string value)
    {
        Value = value;
    }

    public string Value { get; }

    public override string ToString() => Value;
}
