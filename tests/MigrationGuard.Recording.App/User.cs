namespace MigrationGuard.Recording.App;

internal sealed class User
{
    public int Id { get; set; }

    public string? Name { get; set; }
}
