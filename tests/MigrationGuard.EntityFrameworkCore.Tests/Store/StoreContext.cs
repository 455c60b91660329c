using Microsoft.EntityFrameworkCore;

namespace MigrationGuard.EntityFrameworkCore.Tests.Store;

/// <summary>The context of three migrations of which the last one is dangerous.</summary>
internal sealed class StoreContext(DbContextOptions<StoreContext> options) : DbContext(options)
{
    public DbSet<Person> People => Set<Person>();

    protected override void OnModelCreating(ModelBuilder modelBuilder) => modelBuilder.Entity<Person>(person =>
    {
        person.ToTable("users");
        person.Property(one => one.Id).HasColumnName("id");
        person.Property(one => one.Email).HasColumnName("email");
        person.Property(one => one.Note).HasColumnName("note");
    });
}

internal sealed class Person
{
    public int Id { get; set; }

    public string? Email { get; set; }

    public string? Note { get; set; }
}
