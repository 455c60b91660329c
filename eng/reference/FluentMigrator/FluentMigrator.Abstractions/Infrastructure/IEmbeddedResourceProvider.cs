using System.Reflection;

namespace FluentMigrator.Infrastructure;

public interface IEmbeddedResourceProvider
{
    IEnumerable<(string name, Assembly assembly)> GetEmbeddedResources();
}
