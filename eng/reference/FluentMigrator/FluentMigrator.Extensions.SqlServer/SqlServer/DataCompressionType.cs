namespace FluentMigrator.SqlServer;

public class DataCompressionType
{
    public static DataCompressionType None = new DataCompressionType("NONE");
    public static DataCompressionType Row = new DataCompressionType("ROW");
    public static DataCompressionType Page = new DataCompressionType("PAGE");

    private readonly string _name;

    private DataCompressionType(string name)
    {
        _name = name;
    }

    public override string ToString() => _name;
}
