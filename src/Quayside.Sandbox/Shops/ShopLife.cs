using System.Text.Json.Nodes;

namespace Quayside.Sandbox;

/// <summary>What happens in a shop while it is watched: sales, edits, refunds, deletions. Each change is dated by the shop's own clock, to the
/// second, and dates what a real shop dates: a variation changes without its product.</summary>
/// <remarks>As WooCommerce does it: a sale takes stock, cancelling gives it back, throwing an order away
/// does not.</remarks>
public sealed class ShopLife(ShopData data, Func<DateTimeOffset> clock)
{
    private DateTimeOffset Now => clock() is var now ? now.AddTicks(-(now.Ticks % TimeSpan.TicksPerSecond)) : default;

    /// <summary>Changes a product or variation; what is null stays.</summary>
    /// <param name="dated">false changes it as a direct write into the database would: without a date.</param>
    /// <returns>false when there is none with this id.</returns>
    public bool Change(long id, decimal? price = null, decimal? stock = null, string? sku = null, string? name = null, string? status = null, bool dated = true)
    {
        var found = false;
        data.Edit(shop =>
        {
            if (((PracticeSellable?)shop.FindProduct(id) ?? shop.FindVariation(id)) is not { } one)
            {
                return;
            }

            found = true;
            one.RegularPrice = price ?? one.RegularPrice;
            (one.ManagesStock, one.Stock) = stock is { } pieces ? (true, pieces) : (one.ManagesStock, one.Stock);
            one.Sku = sku ?? one.Sku;
            one.Status = status ?? one.Status;
            if (one is PracticeProduct product)
            {
                product.Name = name ?? product.Name;
            }

            one.ModifiedAt = dated ? Now : one.ModifiedAt;
        });
        return found;
    }

    /// <summary>Two things take each other's SKU.</summary>
    public bool SwapSkus(long one, long other)
    {
        if ((Find(one), Find(other)) is not ({ } left, { } right))
        {
            return false;
        }

        var (a, b) = (left.Sku, right.Sku);
        return Change(one, sku: b) && Change(other, sku: a);
    }

    /// <summary>A new product of its own.</summary>
    public PracticeProduct Add(string name, string sku) => data.AddProduct(name, sku, Now);

    /// <summary>One more choice of a product that has some.</summary>
    public long? AddVariation(long productId, string sku)
    {
        long? added = null;
        data.Edit(shop =>
        {
            if (shop.FindProduct(productId) is { Type: "variable" } parent)
            {
                added = shop.NextId();
                parent.Variations.Add(new PracticeVariation
                {
                    Id = added.Value,
                    Parent = parent,
                    Choices = [.. parent.Options.Select(o => o.Values.Count > 0 ? o.Values[0] : null)],
                    Sku = sku,
                    RegularPrice = 12,
                    ManagesStock = true,
                    Stock = 7,
                    CreatedAt = Now,
                    ModifiedAt = Now,
                });
            }
        });
        return added;
    }

    /// <summary>Into the bin, with its variations; back with <see cref="Restore"/>.</summary>
    public void Trash(long id) => data.Edit(shop => Status(shop, id, "trash"));

    public void Restore(long id) => data.Edit(shop => Status(shop, id, shop.FindOrder(id) is null ? "publish" : "processing"));

    /// <summary>For good: a product, a variation or an order.</summary>
    public void Delete(long id)
    {
        data.RemoveVariation(id);
        data.RemoveProduct(id);
        data.RemoveOrder(id);
    }

    /// <summary>A buyer buys and pays. Takes the pieces from stock where the shop counts them.</summary>
    /// <param name="placedAt">null for now.</param>
    /// <returns>The order's id; null when there is nothing with that id to buy.</returns>
    public long? Order(long sellableId, decimal quantity = 1, DateTimeOffset? placedAt = null, string status = "processing")
    {
        long? id = null;
        data.Edit(shop =>
        {
            if (Find(sellableId) is not { Price: { } price } good)
            {
                return;
            }

            var at = placedAt ?? Now;
            var variation = good as PracticeVariation;
            var order = new PracticeOrder
            {
                Id = shop.NextId(),
                Status = status,
                Currency = "EUR",
                PlacedAt = at,
                ModifiedAt = Now,
                PaidAt = status is "processing" or "completed" ? at : null,
                PaymentMethod = "stripe",
                PaymentTitle = "Card",
                Billing = new PracticeAddress("Ada", "Buyer", "", "Quay 1", "", "Rotterdam", "", "3011", "NL", "ada@example.test", ""),
            };
            var line = new PracticeOrderLine(
                shop.NextItemId(), variation?.Parent.Name ?? ((PracticeProduct)good).Name, variation?.Parent.Id ?? good.Id, variation?.Id ?? 0,
                quantity, price * quantity, price * quantity);
            order.Lines.Add(line);
            shop.Orders.Add(order);
            if (status is "processing" or "on-hold" or "completed")
            {
                Take(order, good, quantity);
            }

            id = order.Id;
        });
        return id;
    }

    /// <summary>Moves an order on: paid, completed, cancelled.</summary>
    public void Move(long orderId, string status) => data.Edit(shop =>
    {
        if (shop.FindOrder(orderId) is not { } order)
        {
            return;
        }

        var held = order.Status is "processing" or "on-hold";
        (order.Status, order.ModifiedAt) = (status, Now);
        order.PaidAt ??= status is "processing" or "completed" ? Now : null;
        order.CompletedAt ??= status == "completed" ? Now : null;
        if (held && status is "cancelled")
        {
            GiveBack(shop, order);
        }
    });

    /// <summary>Part of the money goes back.</summary>
    public void Refund(long orderId, decimal amount) => data.Edit(shop =>
    {
        if (shop.FindOrder(orderId) is { } order)
        {
            order.Refunds.Add(new PracticeRefund(shop.NextId(), Now, amount, 0, "returned", []));
            order.ModifiedAt = Now;
        }
    });

    /// <summary>A parcel is handed to a carrier: number and carrier come with the order from now on.</summary>
    public void Ship(long orderId, string carrier, string number) => data.Edit(shop =>
    {
        if (shop.FindOrder(orderId) is { } order)
        {
            order.Meta.Add(new PracticeMeta(shop.NextMetaId(), "_wc_shipment_tracking_items", new JsonArray(new JsonObject
            {
                ["tracking_provider"] = "",
                ["custom_tracking_provider"] = carrier,
                ["tracking_number"] = number,
                ["tracking_id"] = number,
            })));
            (order.Status, order.CompletedAt, order.ModifiedAt) = ("completed", Now, Now);
        }
    });

    private PracticeSellable? Find(long id) => (PracticeSellable?)data.FindProduct(id) ?? data.FindVariation(id);

    private void Take(PracticeOrder order, PracticeSellable good, decimal quantity)
    {
        var counted = good is PracticeVariation { SharesStock: true } shared ? shared.Parent : good;
        if (counted is { ManagesStock: true, Stock: { } stock })
        {
            counted.Stock = stock - quantity;
            counted.ModifiedAt = Now;
            order.Taken = (counted.Id, quantity);
        }
    }

    private static void GiveBack(ShopData shop, PracticeOrder order)
    {
        if (order.Taken is { } taken && ((PracticeSellable?)shop.FindProduct(taken.Id) ?? shop.FindVariation(taken.Id)) is { } counted)
        {
            counted.Stock += taken.Pieces;
            counted.ModifiedAt = order.ModifiedAt;
            order.Taken = null;
        }
    }

    private void Status(ShopData shop, long id, string status)
    {
        if (shop.FindOrder(id) is { } order)
        {
            (order.Status, order.ModifiedAt) = (status, Now);
        }
        else if (shop.FindProduct(id) is { } product)
        {
            (product.Status, product.ModifiedAt) = (status, Now);
            product.Variations.ForEach(v => (v.Status, v.ModifiedAt) = (status, Now));
        }
    }
}
