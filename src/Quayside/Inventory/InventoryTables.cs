using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Quayside.Connectors;
using Quayside.Database;

namespace Quayside.Inventory;

internal sealed class InventoryTables :
    IEntityTypeConfiguration<StockItem>, IEntityTypeConfiguration<StockMovement>, IEntityTypeConfiguration<Warehouse>,
    IEntityTypeConfiguration<StockLevel>
{
    public void Configure(EntityTypeBuilder<StockItem> item)
    {
        item.ToTable("stock_items");
        item.Property(i => i.Id).ValueGeneratedNever();
        item.Ignore(i => i.Available);
        item.HasIndex(i => new { i.OrganisationId, i.MasterSkuKey }).IsUnique();
        item.HasIndex(i => i.MergedIntoId).HasFilter("merged_into_id IS NOT NULL");
        item.HasOne<StockItem>().WithMany().HasForeignKey(i => i.MergedIntoId).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<StockMovement> movement)
    {
        movement.ToTable("stock_movements");
        movement.Property(m => m.Id).ValueGeneratedNever();
        movement.HasIndex(m => new { m.StockItemId, m.Id });
        movement.HasOne<StockItem>().WithMany().HasForeignKey(m => m.StockItemId).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<Warehouse> warehouse)
    {
        warehouse.ToTable("warehouses");
        warehouse.Property(w => w.Id).ValueGeneratedNever();
        warehouse.Property(w => w.Address).HasConversion<JsonText<PostalAddress>, JsonComparer<PostalAddress>>();
        warehouse.HasIndex(w => new { w.OrganisationId, w.NameKey }).IsUnique();
    }

    public void Configure(EntityTypeBuilder<StockLevel> level)
    {
        level.ToTable("stock_levels");
        level.HasKey(l => new { l.StockItemId, l.WarehouseId });
        level.Ignore(l => l.Available);
        level.HasIndex(l => l.WarehouseId);
        level.HasOne<StockItem>().WithMany().HasForeignKey(l => l.StockItemId).OnDelete(DeleteBehavior.Restrict);
        level.HasOne<Warehouse>().WithMany().HasForeignKey(l => l.WarehouseId).OnDelete(DeleteBehavior.Restrict);
    }
}
