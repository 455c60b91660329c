using FluentMigrator.Infrastructure;
using System.Data;

namespace FluentMigrator.Model;

public class ColumnDefinition : IColumnDataType, ISupportAdditionalFeatures
{
    public virtual string Name { get; set; }

    public virtual DbType? Type { get; set; }

    public virtual int? Size { get; set; }

    public virtual int? Precision { get; set; }

    public virtual string CustomType { get; set; }

    public virtual string Expression { get; set; }

    public virtual bool ExpressionStored { get; set; }

    public virtual object DefaultValue { get; set; }

    public virtual bool IsForeignKey { get; set; }

    public virtual bool IsIdentity { get; set; }

    public virtual bool IsIndexed { get; set; }

    public virtual bool IsPrimaryKey { get; set; }

    public virtual string PrimaryKeyName { get; set; }

    public virtual bool? IsNullable { get; set; }

    public virtual bool IsUnique { get; set; }

    public virtual string TableName { get; set; }

    public virtual ColumnModificationType ModificationType { get; set; }

    public virtual string ColumnDescription { get; set; }

    public virtual Dictionary<string, string> AdditionalColumnDescriptions { get; set; } = new Dictionary<string, string>();

    public virtual string CollationName { get; set; }

    public virtual ForeignKeyDefinition ForeignKey { get; set; }

    public IDictionary<string, object> AdditionalFeatures { get; } = new Dictionary<string, object>();
}
