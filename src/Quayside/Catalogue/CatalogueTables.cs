using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Quayside.Catalogue.Files;
using Quayside.Database;
using Quayside.Stores;

namespace Quayside.Catalogue;

internal sealed class CatalogueTables :
    IEntityTypeConfiguration<Listing>, IEntityTypeConfiguration<ListingVariation>, IEntityTypeConfiguration<ListingEvent>,
    IEntityTypeConfiguration<SkuChange>, IEntityTypeConfiguration<FileLayout>
{
    public void Configure(EntityTypeBuilder<Listing> listing)
    {
        listing.ToTable("listings");
        listing.Property(l => l.Id).ValueGeneratedNever();
        listing.Property(l => l.Images).HasConversion<JsonText<List<string>>, JsonComparer<List<string>>>();
        listing.HasIndex(l => new { l.StoreId, l.ChannelListingId }).IsUnique();
        listing.HasIndex(l => new { l.OrganisationId, l.Id });
        listing.HasOne<Store>().WithMany().HasForeignKey(l => l.StoreId).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<ListingVariation> variation)
    {
        variation.ToTable("listing_variations");
        variation.Property(v => v.Id).ValueGeneratedNever();
        variation.Property(v => v.Options).HasConversion<JsonText<List<Connectors.VariationOption>>, JsonComparer<List<Connectors.VariationOption>>>();
        variation.HasIndex(v => new { v.ListingId, v.ChannelVariationId }).IsUnique();
        variation.HasIndex(v => new { v.OrganisationId, v.SkuKey }); // linking and conflicts look up keys over all stores
        variation.HasIndex(v => new { v.StoreId, v.Id });
        variation.HasOne<Listing>().WithMany().HasForeignKey(v => v.ListingId).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<SkuChange> change)
    {
        change.ToTable("sku_changes");
        change.Property(c => c.Id).ValueGeneratedNever();
        change.HasIndex(c => new { c.OrganisationId, c.Id });
        change.HasIndex(c => c.VariationId).IsUnique().HasFilter("decision IS NULL"); // one open change of a variation
        change.HasOne<ListingVariation>().WithMany().HasForeignKey(c => c.VariationId).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<FileLayout> layout)
    {
        layout.ToTable("file_layouts");
        layout.HasKey(l => new { l.StoreId, l.Kind });
        layout.Property(l => l.Columns).HasConversion<JsonText<Dictionary<string, string>>, JsonComparer<Dictionary<string, string>>>();
        layout.HasOne<Store>().WithMany().HasForeignKey(l => l.StoreId).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<ListingEvent> happened)
    {
        happened.ToTable("listing_events");
        happened.Property(e => e.Id).ValueGeneratedNever();
        happened.HasIndex(e => new { e.ListingId, e.Id });
        happened.HasOne<Listing>().WithMany().HasForeignKey(e => e.ListingId).OnDelete(DeleteBehavior.Restrict);
    }
}
