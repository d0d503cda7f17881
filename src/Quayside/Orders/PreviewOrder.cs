using Microsoft.EntityFrameworkCore;
using Quayside.Connectors;
using Quayside.Database;
using Quayside.Inventory;
using Quayside.Organisations;

namespace Quayside.Orders;

/// <summary>What an order, or a change of one, would do. Nothing is kept.</summary>
/// <param name="Total">What the order comes to afterwards.</param>
/// <param name="Items">Stock items of which more or less would be reserved, by SKU.</param>
/// <param name="Shortages">Those of which there is too little.</param>
/// <param name="IsRefused">Whether that is refused; a store that allows back orders takes it.</param>
/// <param name="Lines">In the order that they were asked for.</param>
public sealed record OrderPreview(
    Money Total, IReadOnlyList<LinePreview> Lines, IReadOnlyList<ItemEffect> Items, IReadOnlyList<ShortItem> Shortages, bool IsRefused);

/// <param name="Total">After discounts.</param>
/// <param name="Available">Pieces of the variation that could be promised beyond what this order holds; null where that is not known.</param>
/// <param name="Most">How many this line could have, if no other line wants the same; null where that is not known.</param>
/// <param name="IsShort">There is too little of something that it takes.</param>
public sealed record LinePreview(Money Total, decimal? Available, decimal? Most, bool IsShort);

/// <param name="WarehouseId">null for the main warehouse. All figures are of this one.</param>
/// <param name="HeldBefore">Pieces that the order has reserved.</param>
/// <param name="AvailableBefore">null where on hand is not known.</param>
public sealed record ItemEffect(
    long StockItemId, string MasterSku, string Title, long? WarehouseId, decimal HeldBefore, decimal HeldAfter, decimal? AvailableBefore, decimal? AvailableAfter);

/// <summary>Shows what taking, changing or cancelling an order does to stock, before anything is written.</summary>
public sealed class PreviewOrder(Databases databases, TimeProvider clock)
{
    /// <returns>Refused: forbidden and what <see cref="TakeOrder"/> refuses, but for stock.short.</returns>
    public async Task<Outcome<OrderPreview>> NewAsync(Caller caller, OrderRequest request, CancellationToken cancellation)
    {
        if (caller.Needs(Role.Manager) is { } forbidden)
        {
            return forbidden;
        }

        await using var db = databases.Open(caller.OrganisationId);
        var found = await PreparedOrder.StoreAsync(db, request.StoreId, cancellation);
        if (found.Refusal is { } notOurs)
        {
            return notOurs;
        }

        var (store, now) = (found.Value!, clock.GetUtcNow());
        var prepared = await PreparedOrder.OfAsync(db, store, request, now, cancellation);
        if (prepared.Refusal is { } refusal)
        {
            return refusal;
        }

        var (wanted, sums) = (prepared.Value!.Lines, prepared.Value.Sums);
        var lines = OurOrderRows.Lines(db.OrganisationId, 0, !prepared.Value.IsHistorical(now), wanted, sums, new Dictionary<long, decimal>());
        var items = await LineItems.LoadAsync(db, lines, cancellation);
        var plan = new OrderEditPlan(
            store, [], lines, sums, [], new Dictionary<long, decimal>(), PiecesOfLines.Open(lines, items))
        { Items = items };
        return await ShowAsync(db, plan, store.WarehouseId, sums.Total, new Currency(store.Currency!), cancellation);
    }

    /// <returns>Refused: forbidden, not_found, order.observed and what <see cref="EditOrder"/> refuses, but for stock.short.</returns>
    public async Task<Outcome<OrderPreview>> EditAsync(Caller caller, long id, OrderEdit edit, CancellationToken cancellation)
    {
        await using var db = databases.Open(caller.OrganisationId);
        var found = await OursAsync(db, caller, id, cancellation);
        if (found.Refusal is { } refusal)
        {
            return refusal;
        }

        var plan = await OrderEditPlan.OfAsync(db, found.Value!, edit, cancellation);
        return plan.Refusal is { } wrong ? wrong : await ShowAsync(db, found.Value!, plan.Value!, cancellation);
    }

    /// <returns>Refused: forbidden, not_found, order.observed.</returns>
    public async Task<Outcome<OrderPreview>> CancelAsync(Caller caller, long id, CancellationToken cancellation)
    {
        await using var db = databases.Open(caller.OrganisationId);
        var found = await OursAsync(db, caller, id, cancellation);
        return found.Refusal is { } refusal
            ? refusal
            : await ShowAsync(db, found.Value!, await OrderEditPlan.OfCancelAsync(db, found.Value!, cancellation), cancellation);
    }

    private static async Task<Outcome<Order>> OursAsync(QuaysideDb db, Caller caller, long id, CancellationToken cancellation)
    {
        if (caller.Needs(Role.Manager) is { } forbidden)
        {
            return forbidden;
        }

        var order = await db.Orders.AsNoTracking().SingleOrDefaultAsync(o => o.Id == id, cancellation);
        return order is null ? Refusal.NotFound("order") : order.IsOurs ? order : HoldOrder.Observed;
    }

    private static Task<OrderPreview> ShowAsync(QuaysideDb db, Order order, OrderEditPlan plan, CancellationToken cancellation) =>
        ShowAsync(db, plan, order.WarehouseId, plan.Sums?.Total ?? order.TotalMinor, new Currency(order.Currency), cancellation);

    private static async Task<OrderPreview> ShowAsync(
        QuaysideDb db, OrderEditPlan plan, long? warehouseId, long total, Currency currency, CancellationToken cancellation)
    {
        var effects = await EffectsAsync(db, plan.HeldBefore, plan.HeldAfter, warehouseId, cancellation);
        var tooLittle = effects.Where(e => e.HeldAfter > e.HeldBefore && e.AvailableAfter < 0)
            .Select(e => new ShortItem(e.StockItemId, e.MasterSku, e.Title, warehouseId, e.HeldAfter - e.HeldBefore, e.AvailableBefore!.Value)).ToList();
        var missing = tooLittle.Select(s => s.StockItemId).ToHashSet();
        var available = await Availability.LoadAsync(db, [.. plan.After.Select(l => l.VariationId).OfType<long>()], warehouseId, cancellation);
        var held = plan.Before.ToDictionary(l => l.Id, l => l.Quantity);
        var lines = plan.After.Select(l =>
        {
            var more = l.VariationId is { } id ? available[id] : null;
            return new LinePreview(
                new Money(l.TotalMinor, currency), more, more + held.GetValueOrDefault(l.Id), plan.Items[l.Id].Any(i => missing.Contains(i.StockItemId)));
        });
        return new OrderPreview(
            new Money(total, currency), [.. lines], effects, tooLittle, tooLittle.Count > 0 && !plan.Store.AllowsBackOrders);
    }

    private static async Task<List<ItemEffect>> EffectsAsync(
        QuaysideDb db, IReadOnlyDictionary<long, decimal> before, IReadOnlyDictionary<long, decimal> after, long? warehouseId,
        CancellationToken cancellation)
    {
        var ids = before.Keys.Union(after.Keys).ToArray();
        var items = await db.StockItems.AsNoTracking().Where(i => ids.Contains(i.Id)).OrderBy(i => i.MasterSkuKey).ToListAsync(cancellation);
        var levels = warehouseId is null ? [] : await db.StockLevels.AsNoTracking()
            .Where(l => ids.Contains(l.StockItemId) && l.WarehouseId == warehouseId).ToDictionaryAsync(l => l.StockItemId, cancellation);
        return items.ConvertAll(i =>
        {
            var (held, holds) = (before.GetValueOrDefault(i.Id), after.GetValueOrDefault(i.Id));
            var available = i.OnHand is null ? null
                : warehouseId is null ? i.OnHand - i.ElsewhereOnHand - i.Reserved + i.ElsewhereReserved
                : levels.GetValueOrDefault(i.Id)?.Available ?? 0;
            return new ItemEffect(i.Id, i.MasterSku, i.Title, warehouseId, held, holds, available, available - holds + held);
        });
    }
}
