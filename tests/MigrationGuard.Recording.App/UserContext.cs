using Microsoft.EntityFrameworkCore;

namespace MigrationGuard.Recording.App;

internal sealed class UserContext(DbContextOptions options) : DbContext(options)
{
    public DbSet<User> Users => Set<User>();

    public static DbContextOptions OptionsFor(string connectionString) => new DbContextOptionsBuilder<UserContext>().UseNpgsql(connectionString).Options;

    protected override void OnModelCreating(ModelBuilder modelBuilder) => modelBuilder.Entity<User>(user =>
    {
        user.ToTable("users");
        user.Property(row => row.Id).HasColumnName("id");
        user.Property(row => row.Name).HasColumnName("name");
    });
}
