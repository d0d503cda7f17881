using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Quayside.Catalogue;
using Quayside.Database;
using Quayside.Inventory;
using Quayside.SkuLinks.Matching;

namespace Quayside.SkuLinks.Suggestions;

internal sealed class SuggestionTables : IEntityTypeConfiguration<LinkSuggestion>, IEntityTypeConfiguration<LinkCheck>
{
    public void Configure(EntityTypeBuilder<LinkSuggestion> suggestion)
    {
        suggestion.ToTable("link_suggestions");
        suggestion.Property(s => s.Id).ValueGeneratedNever();
        suggestion.Property(s => s.Reasons).HasConversion<JsonText<List<MatchReason>>, JsonComparer<List<MatchReason>>>();

        // One proposal for a pair: one that was rejected cannot come again.
        suggestion.HasIndex(s => new { s.VariationId, s.StockItemId }).IsUnique();
        suggestion.HasIndex(s => new { s.OrganisationId, s.State, s.Id });
        suggestion.HasIndex(s => s.StockItemId);
        suggestion.HasIndex(s => s.DecidedIn).HasFilter("decided_in IS NOT NULL");
        suggestion.HasOne<ListingVariation>().WithMany().HasForeignKey(s => s.VariationId).OnDelete(DeleteBehavior.Restrict);
        suggestion.HasOne<StockItem>().WithMany().HasForeignKey(s => s.StockItemId).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<LinkCheck> check)
    {
        check.ToTable("link_checks");
        check.HasKey(c => c.VariationId);
        check.Property(c => c.VariationId).ValueGeneratedNever();
        check.Property(c => c.Group).HasColumnName("work_group"); // "group" is a word of SQL
        check.HasIndex(c => new { c.OrganisationId, c.Group, c.Score, c.VariationId });
        check.HasIndex(c => new { c.StoreId, c.Group });
        check.HasIndex(c => c.SettledIn).HasFilter("settled_in IS NOT NULL");
        check.HasOne<ListingVariation>().WithMany().HasForeignKey(c => c.VariationId).OnDelete(DeleteBehavior.Restrict);
    }
}
