namespace FluentMigrator;

[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public class MigrationTraitAttribute : Attribute
{
    public MigrationTraitAttribute(string name)
    {
        Name = name;
    }

    public MigrationTraitAttribute(string name, object value)
    {
        Name = name;
        Value = value;
    }

    public string Name { get; }

    public object Value { get; }
}
