using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Quayside.Catalogue;
using Quayside.Inventory;

namespace Quayside.SkuLinks;

internal sealed class SkuLinkTables : IEntityTypeConfiguration<SkuLink>, IEntityTypeConfiguration<SkuConflict>
{
    public void Configure(EntityTypeBuilder<SkuLink> link)
    {
        link.ToTable("sku_links");
        link.Property(l => l.Id).ValueGeneratedNever();

        // One link at a time, and of a kit each place once: two links that exclude each other both have place 0.
        link.HasIndex(l => new { l.VariationId, l.Position }).IsUnique().HasFilter("ended_at IS NULL");

        // What was linked once: a sync must not link again what a person ended.
        link.HasIndex(l => l.VariationId, "IX_sku_links_ended").HasFilter("ended_at IS NOT NULL");
        link.HasIndex(l => l.StockItemId);
        link.HasOne<ListingVariation>().WithMany().HasForeignKey(l => l.VariationId).OnDelete(DeleteBehavior.Restrict);
        link.HasOne<StockItem>().WithMany().HasForeignKey(l => l.StockItemId).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<SkuConflict> conflict)
    {
        conflict.ToTable("sku_conflicts");
        conflict.HasKey(c => new { c.OrganisationId, c.SkuKey });
    }
}
