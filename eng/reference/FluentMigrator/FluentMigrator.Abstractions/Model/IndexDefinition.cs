using FluentMigrator.Infrastructure;

namespace FluentMigrator.Model;

public class IndexDefinition : ISupportAdditionalFeatures
{
    public virtual string Name { get; set; }

    public virtual string SchemaName { get; set; }

    public virtual string TableName { get; set; }

    public virtual bool IsUnique { get; set; }

    public bool IsClustered { get; set; }

    public virtual ICollection<IndexColumnDefinition> Columns { get; set; } = new List<IndexColumnDefinition>();

    public virtual IDictionary<string, object> AdditionalFeatures { get; } = new Dictionary<string, object>();
}
