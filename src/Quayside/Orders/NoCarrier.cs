using Quayside.Carriers;
using Quayside.Database;

namespace Quayside.Orders;

/// <summary>Nobody says with which carrier it travels. A default of its store helps all of the store's at once, and a name from the channel helps too.</summary>
internal sealed class NoCarrier : Attention
{
    public override AttentionReason Reason => AttentionReason.NoCarrier;

    public override string Word => "No carrier";

    public override string Cause => "Set a default carrier for the store, and they have one at once.";

    public override IEnumerable<IQueryable<Need>> Needs(QuaysideDb db) =>
    [
        from order in CarrierOfOrder.Missing(db, db.Orders)
        join store in db.Stores on order.StoreId equals store.Id
        select new Need { OrderId = order.Id, StoreId = store.Id, What = store.Name },
    ];

    public override string Text(Need need, OrderLineView? line) =>
        $"No carrier is known for it. Set a default carrier for {need.What}, or choose one for this order.";

    public override Remedy? Remedy(Need need, OrderLineView? line) => new("Set a default", $"/stores/{need.StoreId}#carrier");

    public override string Title(string count) => $"{count} open {(count == "1" ? "order has" : "orders have")} no carrier";
}
