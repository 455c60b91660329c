using Microsoft.EntityFrameworkCore;

namespace MigrationGuard.Recording.App;

internal sealed class UserContext(string connectionString) : DbContext
{
    public DbSet<User> Users => Set<User>();

    protected override void OnConfiguring(DbContextOptionsBuilder optionsBuilder) => optionsBuilder.UseNpgsql(connectionString);

    protected override void OnModelCreating(ModelBuilder modelBuilder) => modelBuilder.Entity<User>(user =>
    {
        user.ToTable("users");
        user.Property(row => row.Id).HasColumnName("id");
        user.Property(row => row.Name).HasColumnName("name");
    });
}
