namespace FluentMigrator;

[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public class ProfileAttribute : Attribute
{
    public ProfileAttribute(string profileName)
    {
        ProfileName = profileName;
    }

    public string ProfileName { get; }
}
