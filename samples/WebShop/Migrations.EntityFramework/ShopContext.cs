using Microsoft.EntityFrameworkCore;

namespace WebShop.Migrations;

/// <summary>The schema of the shop as 4.3 sees it.</summary>
public sealed class ShopContext(DbContextOptions<ShopContext> options) : DbContext(options)
{
    /// <inheritdoc/>
    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<Customer>(customer =>
        {
            customer.ToTable("customers");
            customer.Property(c => c.Id).HasColumnName("id").UseIdentityAlwaysColumn();
            customer.Property(c => c.Handle).HasColumnName("handle");
            // 4.2 needs the column, so the model keeps it; the trigger writes it.
            customer.Property<string>("Username").HasColumnName("username").IsRequired().ValueGeneratedOnAddOrUpdate();
            customer.Property(c => c.Email).HasColumnName("email");
            customer.HasIndex(c => c.Email).IsUnique();
        });
        modelBuilder.Entity<Product>(product =>
        {
            product.ToTable("products");
            product.Property(p => p.Id).HasColumnName("id").UseIdentityAlwaysColumn();
            product.Property(p => p.Name).HasColumnName("name");
            product.Property(p => p.Price).HasColumnName("price").HasPrecision(10, 2);
        });
        modelBuilder.Entity<Order>(order =>
        {
            order.ToTable("orders");
            order.Property(o => o.Id).HasColumnName("id").UseIdentityAlwaysColumn();
            order.Property(o => o.CustomerId).HasColumnName("customer_id");
            order.Property(o => o.PlacedAt).HasColumnName("placed_at").HasDefaultValueSql("now()");
            order.Property(o => o.Receipt).HasColumnName("receipt");
            order.Property(o => o.Total).HasColumnName("total").HasPrecision(12, 2);
            order.HasOne<Customer>().WithMany().HasForeignKey(o => o.CustomerId).OnDelete(DeleteBehavior.Restrict);
        });
        modelBuilder.Entity<OrderLine>(line =>
        {
            line.ToTable("order_lines", table => table.HasCheckConstraint("ck_order_lines_quantity", "quantity > 0"));
            line.HasKey(l => new { l.OrderId, l.ProductId });
            line.Property(l => l.OrderId).HasColumnName("order_id");
            line.Property(l => l.ProductId).HasColumnName("product_id");
            line.Property(l => l.Quantity).HasColumnName("quantity");
            line.HasOne<Order>().WithMany().HasForeignKey(l => l.OrderId).OnDelete(DeleteBehavior.Restrict);
            line.HasOne<Product>().WithMany().HasForeignKey(l => l.ProductId).OnDelete(DeleteBehavior.Restrict);
        });
    }
}
