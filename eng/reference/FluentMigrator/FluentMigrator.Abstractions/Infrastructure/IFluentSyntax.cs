namespace FluentMigrator.Infrastructure;

public interface IFluentSyntax
{
    Type GetType();
    int GetHashCode();
    string ToString();
    bool Equals(object other);
}
