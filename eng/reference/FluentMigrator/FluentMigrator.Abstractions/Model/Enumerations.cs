using System.Data;

namespace FluentMigrator.Model;

public enum ColumnModificationType
{
    Create = 0,
    Alter = 1,
}

public enum Direction
{
    Ascending = 0,
    Descending = 1,
}

public interface IColumnDataType
{
    DbType? Type { get; set; }
    int? Size { get; set; }
    int? Precision { get; set; }
    string CollationName { get; set; }
    string CustomType { get; set; }
    string Expression { get; set; }
    bool ExpressionStored { get; set; }
}
