using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Quayside.Inventory;

internal sealed class InventoryTables : IEntityTypeConfiguration<StockItem>, IEntityTypeConfiguration<StockMovement>
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
}
