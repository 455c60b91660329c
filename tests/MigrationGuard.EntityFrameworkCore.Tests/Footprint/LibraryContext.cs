using Microsoft.EntityFrameworkCore;

namespace MigrationGuard.EntityFrameworkCore.Tests.Footprint;

/// <summary>A model with every kind of mapping.</summary>
internal sealed class LibraryContext(DbContextOptions<LibraryContext> options) : DbContext(options)
{
    public static int Fine(int days) => throw new NotSupportedException(days.ToString(System.Globalization.CultureInfo.InvariantCulture));

    public IQueryable<Group> GroupsOf(string room) => FromExpression(() => GroupsOf(room));

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.HasDefaultSchema("lib");
        modelBuilder.HasSequence<int>("numbers");
        modelBuilder.Entity<Reader>(reader =>
        {
            reader.Property(one => one.Id).UseIdentityAlwaysColumn();
            reader.Property(one => one.Name).HasMaxLength(50).HasColumnName("full name");
            reader.Property<DateTimeOffset>("Joined").HasDefaultValueSql("now()");
            reader.Property(one => one.Upper).HasComputedColumnSql("upper(\"full name\")", stored: true);
            reader.Property<uint>("Version").IsRowVersion();
            reader.OwnsOne(one => one.Address);
            reader.OwnsMany(one => one.Phones, phone => phone.ToTable("phones"));
            reader.OwnsOne(one => one.Wishes, wishes => wishes.ToJson("wishes"));
            reader.HasMany(one => one.Groups).WithMany();
        });
        modelBuilder.Entity<Group>().Property(one => one.Id).UseHiLo("group_numbers");
        modelBuilder.Entity<Medium>().HasDiscriminator<string>("kind").HasValue<Book>("book").HasValue<Film>("film");
        modelBuilder.Entity<Book>().Property(one => one.Price).HasPrecision(10, 2);
        modelBuilder.Entity<Animal>().UseTptMappingStrategy().ToTable("animals");
        modelBuilder.Entity<Dog>().ToTable("dogs");
        modelBuilder.Entity<Place>().UseTpcMappingStrategy();
        modelBuilder.Entity<Room>().ToTable("rooms");
        modelBuilder.Entity<Shelf>().ToTable("shelves");
        modelBuilder.Entity<Loan>().HasNoKey().ToView("open_loans");
        modelBuilder.Entity<Debt>().HasNoKey().ToSqlQuery("SELECT count(*)::int AS \"Count\" FROM lib.phones;");
        modelBuilder.HasDbFunction(() => Fine(default)).HasName("fine");
        modelBuilder.HasDbFunction(typeof(LibraryContext).GetMethod(nameof(GroupsOf))!).HasName("groups_of");
    }
}

internal sealed class Reader
{
    public int Id { get; set; }

    public required string Name { get; set; }

    public string? Upper { get; set; }

    public Address? Address { get; set; }

    public List<Phone> Phones { get; } = [];

    public Wishes? Wishes { get; set; }

    public List<Group> Groups { get; } = [];

    public List<string> Tags { get; set; } = [];
}

internal sealed class Address
{
    public string? Street { get; set; }
}

internal sealed class Phone
{
    public string? Number { get; set; }
}

internal sealed class Wishes
{
    public string? Book { get; set; }
}

internal sealed class Group
{
    public int Id { get; set; }
}

internal class Medium
{
    public Guid Id { get; set; }
}

internal sealed class Book : Medium
{
    public decimal Price { get; set; }
}

internal sealed class Film : Medium
{
    public TimeSpan Length { get; set; }
}

internal class Animal
{
    public int Id { get; set; }
}

internal sealed class Dog : Animal
{
    public string? Bark { get; set; }
}

internal abstract class Place
{
    public int Id { get; set; }
}

internal sealed class Room : Place
{
    public string? Door { get; set; }
}

internal sealed class Shelf : Place
{
    public int Boards { get; set; }
}

internal sealed class Loan
{
    public string? Title { get; set; }
}

internal sealed class Debt
{
    public int Count { get; set; }
}
