using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Quayside.Carriers;
using Quayside.Connectors;
using Quayside.Database;
using Quayside.Stores;

namespace Quayside.Orders;

internal sealed class OrderTables :
    IEntityTypeConfiguration<Order>, IEntityTypeConfiguration<OrderLine>, IEntityTypeConfiguration<RawOrder>,
    IEntityTypeConfiguration<OrderEvent>, IEntityTypeConfiguration<Shipment>, IEntityTypeConfiguration<ShipmentLine>
{
    public void Configure(EntityTypeBuilder<Order> order)
    {
        order.ToTable("orders");
        order.Property(o => o.Id).ValueGeneratedNever();
        order.Ignore(o => o.Total);
        order.Property(o => o.ShipTo).HasConversion<JsonText<PostalAddress>, JsonComparer<PostalAddress>>();
        order.Property(o => o.Shipping).HasConversion<JsonText<List<ChannelShipping>>, JsonComparer<List<ChannelShipping>>>();
        order.Property(o => o.TrackingNumbers).HasConversion<JsonText<List<string>>, JsonComparer<List<string>>>();
        order.HasIndex(o => new { o.StoreId, o.ChannelOrderId }).IsUnique();
        order.HasIndex(o => new { o.StoreId, o.RequestKey }).IsUnique().HasFilter("request_key IS NOT NULL");
        order.HasIndex(o => new { o.OrganisationId, o.PlacedAt, o.Id }); // the orders page: newest first
        order.HasIndex(o => new { o.StoreId, o.PlacedAt }); // a store's days, to be compared with the shop's
        order.HasIndex(o => new { o.OrganisationId, o.IsOpen, o.PlacedAt, o.Id }); // open ones, and what needs attention
        order.HasOne<Store>().WithMany().HasForeignKey(o => o.StoreId).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<OrderLine> line)
    {
        line.ToTable("order_lines");
        line.Property(l => l.Id).ValueGeneratedNever();
        line.HasIndex(l => new { l.OrderId, l.ChannelLineId }).IsUnique();
        line.HasIndex(l => l.VariationId);
        line.HasOne<Order>().WithMany().HasForeignKey(l => l.OrderId).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<RawOrder> raw)
    {
        raw.ToTable("raw_orders");
        raw.HasKey(r => r.OrderId);
        raw.Property(r => r.OrderId).ValueGeneratedNever();
        raw.HasOne<Order>().WithMany().HasForeignKey(r => r.OrderId).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<OrderEvent> happened)
    {
        happened.ToTable("order_events");
        happened.Property(e => e.Id).ValueGeneratedNever();
        happened.HasIndex(e => new { e.OrderId, e.Id });
        happened.HasOne<Order>().WithMany().HasForeignKey(e => e.OrderId).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<Shipment> shipment)
    {
        shipment.ToTable("shipments");
        shipment.Property(s => s.Id).ValueGeneratedNever();
        shipment.HasIndex(s => s.OrderId);
        shipment.HasOne<Order>().WithMany().HasForeignKey(s => s.OrderId).OnDelete(DeleteBehavior.Restrict);
        shipment.HasOne<Carrier>().WithMany().HasForeignKey(s => s.CarrierId).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<ShipmentLine> line)
    {
        line.ToTable("shipment_lines");
        line.HasKey(l => new { l.ShipmentId, l.LineId });
        line.HasIndex(l => l.LineId);
        line.HasOne<Shipment>().WithMany().HasForeignKey(l => l.ShipmentId).OnDelete(DeleteBehavior.Restrict);
        line.HasOne<OrderLine>().WithMany().HasForeignKey(l => l.LineId).OnDelete(DeleteBehavior.Restrict);
    }
}
