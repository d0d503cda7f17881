using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Quayside.Catalogue;
using Quayside.Database;
using Quayside.Inventory;
using Quayside.Orders;

namespace Quayside.SkuLinks.Decisions;

internal sealed class DecisionTables :
    IEntityTypeConfiguration<MappingBatch>, IEntityTypeConfiguration<VariationDecision>,
    IEntityTypeConfiguration<ItemDecision>, IEntityTypeConfiguration<KeptLine>
{
    public void Configure(EntityTypeBuilder<MappingBatch> batch)
    {
        batch.ToTable("mapping_batches");
        batch.Property(b => b.Id).ValueGeneratedNever();
        batch.HasIndex(b => new { b.OrganisationId, b.Id });
    }

    public void Configure(EntityTypeBuilder<VariationDecision> decision)
    {
        decision.ToTable("variation_decisions");
        decision.Property(d => d.Id).ValueGeneratedNever();
        decision.Property(d => d.LinksBefore).HasConversion<JsonText<List<LinkedThen>>, JsonComparer<List<LinkedThen>>>();
        decision.Property(d => d.LinksAfter).HasConversion<JsonText<List<LinkedThen>>, JsonComparer<List<LinkedThen>>>();
        decision.Property(d => d.Shown).HasConversion<JsonText<List<ShownThen>>, JsonComparer<List<ShownThen>>>();
        decision.HasIndex(d => new { d.BatchId, d.Id });
        decision.HasIndex(d => new { d.VariationId, d.Id });
        decision.HasOne<MappingBatch>().WithMany().HasForeignKey(d => d.BatchId).OnDelete(DeleteBehavior.Restrict);
        decision.HasOne<ListingVariation>().WithMany().HasForeignKey(d => d.VariationId).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<ItemDecision> decision)
    {
        decision.ToTable("item_decisions");
        decision.Property(d => d.Id).ValueGeneratedNever();
        decision.HasIndex(d => new { d.BatchId, d.Id });
        decision.HasIndex(d => new { d.StockItemId, d.Id });
        decision.HasIndex(d => new { d.OrganisationId, d.FormerKey }).HasFilter("former_key IS NOT NULL");
        decision.HasOne<MappingBatch>().WithMany().HasForeignKey(d => d.BatchId).OnDelete(DeleteBehavior.Restrict);
        decision.HasOne<StockItem>().WithMany().HasForeignKey(d => d.StockItemId).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<KeptLine> line)
    {
        line.ToTable("kept_lines");
        line.Property(l => l.Id).ValueGeneratedNever();
        line.HasIndex(l => l.LineId);
        line.HasIndex(l => l.StockItemId).HasFilter("ended_by_batch_id IS NULL");
        line.HasIndex(l => l.BatchId);
        line.HasIndex(l => l.EndedByBatchId).HasFilter("ended_by_batch_id IS NOT NULL");

        // A shop takes lines off its orders; what was kept of them goes too.
        line.HasOne<OrderLine>().WithMany().HasForeignKey(l => l.LineId).OnDelete(DeleteBehavior.Cascade);
        line.HasOne<StockItem>().WithMany().HasForeignKey(l => l.StockItemId).OnDelete(DeleteBehavior.Restrict);
        line.HasOne<MappingBatch>().WithMany().HasForeignKey(l => l.BatchId).OnDelete(DeleteBehavior.Restrict);
    }
}
