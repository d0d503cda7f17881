using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Quayside.Database;

namespace Quayside.Carriers;

internal sealed class CarrierTables :
    IEntityTypeConfiguration<Carrier>, IEntityTypeConfiguration<CarrierService>, IEntityTypeConfiguration<CarrierMapping>
{
    public void Configure(EntityTypeBuilder<Carrier> carrier)
    {
        carrier.ToTable("carriers");
        carrier.Property(c => c.Id).ValueGeneratedNever();

        // Carriers from before these were kept have empty lists, not empty text.
        carrier.Property(c => c.Regions).HasConversion<JsonText<List<string>>, JsonComparer<List<string>>>().HasDefaultValue(new List<string>());
        carrier.Property(c => c.ApartFrom).HasConversion<JsonText<List<long>>, JsonComparer<List<long>>>().HasDefaultValue(new List<long>());
        carrier.HasOne<Carrier>().WithMany().HasForeignKey(c => c.MergedIntoId).OnDelete(DeleteBehavior.Restrict);
        carrier.HasIndex(c => new { c.OrganisationId, c.NameKey }).IsUnique();
    }

    public void Configure(EntityTypeBuilder<CarrierService> service)
    {
        service.ToTable("carrier_services");
        service.Property(s => s.Id).ValueGeneratedNever();
        service.HasIndex(s => new { s.CarrierId, s.StoreId, s.Code }).IsUnique();
        service.HasOne<Carrier>().WithMany().HasForeignKey(s => s.CarrierId).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<CarrierMapping> mapping)
    {
        mapping.ToTable("carrier_mappings");
        mapping.Property(m => m.Id).ValueGeneratedNever();
        mapping.HasIndex(m => new { m.StoreId, m.ChannelText }).IsUnique();
        mapping.HasOne<Carrier>().WithMany().HasForeignKey(m => m.CarrierId).OnDelete(DeleteBehavior.Restrict);
    }
}
