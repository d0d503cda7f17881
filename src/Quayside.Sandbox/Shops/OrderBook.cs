using System.Globalization;
using System.Text.Json.Nodes;

namespace Quayside.Sandbox;

/// <summary>Fills a shop with orders over the 120 days before its Now, oldest first.</summary>
internal sealed class OrderBook(ShopOptions options, ShopData data)
{
    private const int Days = 120;
    private static readonly (string Id, string Title)[] Payments = [("cod", "Cash on delivery"), ("bacs", "Direct bank transfer"), ("stripe", "Card"), ("ideal", "iDEAL")];

    public void Fill()
    {
        var goods = Sellables();
        if (goods.Count == 0)
        {
            return;
        }

        var span = TimeSpan.FromDays(Days).TotalSeconds - 3600;
        var end = options.Now.AddTicks(-(options.Now.Ticks % TimeSpan.TicksPerSecond));
        for (var index = 0; index < options.Orders; index++)
        {
            var dice = Dice.For(options.Seed, "order", index);
            // Every order has its own slot of time, so that later orders have higher ids as in a real shop.
            var slot = span / options.Orders;
            var at = end.AddSeconds(-3600 - span + Math.Floor(slot * index + dice.Below(1000) / 1000.0 * slot));
            data.Orders.Add(Order(dice, at, end, goods));
        }
    }

    private List<PracticeSellable> Sellables() =>
    [
        .. data.Products.SelectMany<PracticeProduct, PracticeSellable>(product =>
            product.Type switch { "variable" => product.Variations, "simple" => [product], _ => [] }).Where(one => one.Price > 0),
    ];

    private PracticeOrder Order(Dice dice, DateTimeOffset at, DateTimeOffset end, List<PracticeSellable> goods)
    {
        var buyer = People.Buyer(dice);
        var status = StatusOf(dice, at, end);
        var payment = dice.Pick(Payments);
        var paid = status is "processing" or "completed" or "refunded" or "shipped" or "partial-shipped";
        var foreign = options.Messy && dice.Chance(4);
        var order = new PracticeOrder
        {
            Id = data.NextId(),
            Status = status,
            Currency = !foreign ? options.Currency : options.Currency == "USD" ? "GBP" : "USD",
            PlacedAt = at,
            ModifiedAt = Within(at, dice.Below(200_000), end),
            PaidAt = paid && payment.Id != "cod" ? Within(at, dice.Below(7200), end) : null,
            CompletedAt = status == "completed" ? Within(at, 86_400 + dice.Below(172_800), end) : null,
            CustomerId = dice.Chance(45) ? dice.Between(2, 60) : 0,
            Billing = status == "checkout-draft" ? PracticeAddress.None : buyer,
            ShipTo = status == "checkout-draft" || dice.Chance(20) ? PracticeAddress.None : buyer,
            PaymentMethod = payment.Id,
            PaymentTitle = payment.Title,
            CustomerNote = dice.Chance(8) ? "Please ring at the neighbours' 🔔 & mind the dog" : "",
            CreatedVia = status == "checkout-draft" ? "store-api" : dice.Chance(6) ? "admin" : "checkout",
            Tax = TaxFor(buyer.Country),
            AmountsAsNumbers = options.Messy && dice.Chance(2),
        };
        FillLines(order, dice, goods);
        FillRest(order, dice);
        return order;
    }

    private void FillLines(PracticeOrder order, Dice dice, List<PracticeSellable> goods)
    {
        if (options.Messy && options.Channel == "woocommerce" && dice.Chance(1))
        {
            order.Fees.Add(new PracticeFee(data.NextItemId(), "Only a fee", 9.99m));
            return;
        }

        var coupon = dice.Chance(12) ? new PracticeCoupon(data.NextItemId(), "tenoff", 10) : null;
        for (var count = dice.Pick([1, 1, 1, 2, 2, 3, 5]); count > 0; count--)
        {
            order.Lines.Add(Line(order, dice, goods, coupon));
        }

        order.Coupon = coupon;
    }

    private PracticeOrderLine Line(PracticeOrder order, Dice dice, List<PracticeSellable> goods, PracticeCoupon? coupon)
    {
        var good = dice.Pick(goods);
        var quantity = dice.Pick([1, 1, 1, 2, 2, 3, 7]);
        var subtotal = good.Price!.Value * quantity;
        var total = coupon is null ? subtotal : Round(order, subtotal * (100 - coupon.Percent) / 100);
        var gone = options.Messy && dice.Chance(4);
        var (productId, variationId, name) = good switch
        {
            PracticeVariation variation => (variation.Parent.Id, variation.Id, $"{variation.Parent.Name} - {string.Join(", ", variation.Choices.Where(choice => choice is not null))}"),
            PracticeProduct product => (product.Id, 0L, product.Name),
            _ => throw new InvalidOperationException($"No order line is made for {good.GetType().Name}."),
        };
        return new PracticeOrderLine(data.NextItemId(), name, gone ? 0 : productId, gone ? 0 : variationId, quantity, subtotal, total);
    }

    private void FillRest(PracticeOrder order, Dice dice)
    {
        if (dice.Chance(5) && order.Lines.Count > 0)
        {
            order.Fees.Add(new PracticeFee(data.NextItemId(), "Gift wrap", 2.50m));
        }

        if (dice.Chance(92) && order.Lines.Count > 0)
        {
            order.Shipping.Add(ShippingFor(order, dice));
        }

        if (dice.Chance(3) && order.Shipping.Count > 0)
        {
            order.Shipping.Add(ShippingFor(order, dice));
        }

        if (options.Messy && order.Status is "completed" or "shipped" && dice.Chance(40))
        {
            AddTracking(order, dice);
        }

        if (order.Status == "refunded" || (order.Status is "processing" or "completed" && dice.Chance(5)))
        {
            Refund(order, dice);
        }

        if (options.Messy && dice.Chance(5))
        {
            order.Number = string.Create(CultureInfo.InvariantCulture, $"{options.Key[..1].ToUpperInvariant()}-{order.Id:D6}");
        }
    }

    private PracticeShipping ShippingFor(PracticeOrder order, Dice dice)
    {
        if (options.Messy && dice.Chance(6))
        {
            var (method, title, cost) = dice.Pick(Zones.Former);
            return new PracticeShipping(data.NextItemId(), method, "", title, cost);
        }

        var zone = data.Zones.FirstOrDefault(zone => zone.Locations.Any(location => location.Code.StartsWith(order.Billing.Country, StringComparison.Ordinal) && order.Billing.Country.Length > 0)) ?? data.Zones[0];
        var chosen = dice.Pick(zone.Methods);
        return new PracticeShipping(data.NextItemId(), chosen.MethodId, chosen.InstanceId.ToString(CultureInfo.InvariantCulture), chosen.Title, chosen.Cost);
    }

    private void AddTracking(PracticeOrder order, Dice dice)
    {
        var shipped = order.CompletedAt ?? order.ModifiedAt;
        var custom = dice.Chance(20);
        order.Meta.Add(new PracticeMeta(data.NextMetaId(), "_wc_shipment_tracking_items", new JsonArray(new JsonObject
        {
            ["tracking_provider"] = custom ? "" : dice.Pick(["dhl", "postnl", "ups"]),
            ["custom_tracking_provider"] = custom ? "Bike courier" : "",
            ["custom_tracking_link"] = custom ? "https://courier.example/t" : "",
            ["tracking_number"] = string.Create(CultureInfo.InvariantCulture, $"PRACTICE{dice.Below(1_000_000_000):D9}"),
            ["date_shipped"] = shipped.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture),
            ["tracking_id"] = Convert.ToHexStringLower(BitConverter.GetBytes(dice.Next())) + Convert.ToHexStringLower(BitConverter.GetBytes(dice.Next())),
        })));
    }

    private void Refund(PracticeOrder order, Dice dice)
    {
        var sums = OrderSums.Of(order);
        if (sums.Total <= 0)
        {
            return;
        }

        if (order.Status == "refunded")
        {
            order.Refunds.Add(new PracticeRefund(data.NextId(), order.ModifiedAt, sums.Total, 0, "Order fully refunded.", []));
            return;
        }

        if (order.Lines.Count == 0 || dice.Chance(30))
        {
            order.Refunds.Add(new PracticeRefund(data.NextId(), order.ModifiedAt, Math.Min(1, sums.Total), 0, "damaged", []));
            return;
        }

        var line = order.Lines[0];
        var net = Round(order, line.Total / line.Quantity);
        var tax = OrderSums.TaxOn(net, order);
        order.Refunds.Add(new PracticeRefund(data.NextId(), order.ModifiedAt, net + tax, tax, "", [new PracticeRefundLine(data.NextItemId(), line.Id, 1, net, tax)]));
    }

    private static decimal Round(PracticeOrder order, decimal amount) =>
        Math.Round(amount, Currencies.Decimals(order.Currency), MidpointRounding.AwayFromZero);

    private static DateTimeOffset Within(DateTimeOffset at, int seconds, DateTimeOffset end) =>
        at.AddSeconds(seconds) < end ? at.AddSeconds(seconds) : end;

    private PracticeTaxRate? TaxFor(string country) => country switch
    {
        "NL" or "BE" or "ES" => new PracticeTaxRate(1, country, 21, data.NextItemId()),
        "DE" => new PracticeTaxRate(2, country, 19, data.NextItemId()),
        "FR" => new PracticeTaxRate(3, country, 20, data.NextItemId()),
        "IT" => new PracticeTaxRate(4, country, 22, data.NextItemId()),
        _ => null,
    };

    // What is open is mostly young and what is done mostly old; a few old ones stay open, as they do.
    private string StatusOf(Dice dice, DateTimeOffset at, DateTimeOffset end)
    {
        var young = end - at < TimeSpan.FromDays(4);
        var roll = dice.Below(100);
        return (roll, young, options.Messy) switch
        {
            ( < 4, _, _) => "pending",
            ( < 8, _, _) => "on-hold",
            ( < 12, _, _) => "cancelled",
            ( < 15, _, _) => "failed",
            ( < 18, false, _) => "refunded",
            ( < 20, _, true) => "trash",
            ( < 23, _, true) => "checkout-draft",
            ( < 28, _, true) when options.CustomStatuses.Count > 0 => dice.Pick(options.CustomStatuses).Slug,
            ( < 34, _, _) => "processing",
            (_, true, _) => "processing",
            _ => "completed",
        };
    }
}
