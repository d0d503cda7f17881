using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Quayside.Catalogue;
using Quayside.Database;
using Quayside.SkuLinks.Decisions;

namespace Quayside.SkuLinks.WorkList;

internal sealed class WorkListTables : IEntityTypeConfiguration<DraftDecision>
{
    public void Configure(EntityTypeBuilder<DraftDecision> draft)
    {
        draft.ToTable("draft_decisions");
        draft.Property(d => d.Id).ValueGeneratedNever();
        draft.Property(d => d.Components).HasConversion<JsonText<List<KitComponent>>, JsonComparer<List<KitComponent>>>();

        // The last word about a variation counts.
        draft.HasIndex(d => new { d.OrganisationId, d.Who, d.VariationId }).IsUnique();
        draft.HasOne<ListingVariation>().WithMany().HasForeignKey(d => d.VariationId).OnDelete(DeleteBehavior.Restrict);
    }
}
