using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Quayside.Catalogue;
using Quayside.Connectors;
using Quayside.Database;
using Quayside.SkuLinks;
using Quayside.Stores;

namespace Quayside.Orders;

/// <summary>A line as somebody wants it: what is sold, how many, at what price.</summary>
/// <param name="Existing">The line that it changes; null for a new one.</param>
/// <param name="GrossMinor">Before discounts.</param>
internal sealed record WantedLine(OrderLine? Existing, Sold Sold, decimal Quantity, string PriceText, long GrossMinor);

/// <summary>What a line says of what is sold.</summary>
internal sealed record Sold(long? VariationId, string? ChannelListingId, string? ChannelVariationId, string? SellerSku, string Title, string? PriceText)
{
    public static Sold Of(OrderLine line) =>
        new(line.VariationId, line.ChannelListingId, line.ChannelVariationId, line.SellerSku, line.Title, line.UnitPriceText);
}

/// <summary>Finds what the lines of a request name in the store's catalogue. What is not certain is refused, never guessed.</summary>
internal sealed class WantedLines(QuaysideDb db, Store store)
{
    private const int Most = 500;
    private const decimal MostPieces = 1_000_000;
    private const decimal HighestPrice = 1_000_000_000;

    private readonly Currency _currency = new(store.Currency!);
    private Dictionary<long, Sold> _byId = [];
    private ILookup<string, Sold> _bySku = Enumerable.Empty<Sold>().ToLookup(_ => "");

    /// <param name="existing">Lines that the order has.</param>
    /// <returns>Refused: order.lines, order.line, order.variation, order.sku, order.quantity, order.price, order.amount.</returns>
    public async Task<Outcome<IReadOnlyList<WantedLine>>> FindAsync(
        IReadOnlyList<OrderLineRequest> lines, IReadOnlyList<OrderLine> existing, CancellationToken cancellation)
    {
        await LoadAsync(lines, cancellation);
        return Find(lines, existing, isHistory: false);
    }

    /// <summary>As <see cref="FindAsync"/>, of lines that were loaded.</summary>
    /// <param name="isHistory">What the store does not sell may still have been sold, if the line has a title.</param>
    public Outcome<IReadOnlyList<WantedLine>> Find(IReadOnlyList<OrderLineRequest> lines, IReadOnlyList<OrderLine> existing, bool isHistory)
    {
        if (lines.Count is 0 or > Most)
        {
            return new Refusal("order.lines", $"An order has 1 to {Most} lines.");
        }

        if (lines.Where(l => l.Id is not null).GroupBy(l => l.Id).Any(g => g.Count() > 1))
        {
            return new Refusal("order.line", "A line of the order is named twice.");
        }

        var wanted = new List<WantedLine>(lines.Count);
        foreach (var (line, number) in lines.Select((l, i) => (l, i + 1)))
        {
            var found = Find(line, number, existing, isHistory);
            if (found.Refusal is { } refusal)
            {
                return refusal;
            }

            wanted.Add(found.Value!);
        }

        return wanted;
    }

    private Outcome<WantedLine> Find(OrderLineRequest line, int number, IReadOnlyList<OrderLine> existing, bool isHistory)
    {
        var known = existing.FirstOrDefault(l => l.Id == line.Id);
        if (line.Id is not null && known is null)
        {
            return new Refusal("order.line", $"Line {number}: the order has no such line. Look at it as it is now.");
        }

        if (line.Quantity is <= 0 or > MostPieces || decimal.Round(line.Quantity, 3) != line.Quantity)
        {
            return new Refusal("order.quantity", $"Line {number}: a quantity is more than 0, at most {MostPieces:N0}, with at most three decimals.");
        }

        var sold = known is null ? FindSold(line, number, isHistory) : Sold.Of(known);
        return sold.Refusal is { } refusal ? refusal : Priced(line, number, known, sold.Value!);
    }

    private Outcome<Sold> FindSold(OrderLineRequest line, int number, bool isHistory)
    {
        if (line.VariationId is { } id)
        {
            return _byId.TryGetValue(id, out var named)
                ? named
                : new Refusal("order.variation", $"Line {number}: the store sells no such variation.");
        }

        if (SkuKey.Of(line.Sku) is not { } key)
        {
            return new Refusal("order.variation", $"Line {number}: say what is sold, by variationId or by sku.");
        }

        return _bySku[key].ToList() switch
        {
            [var only] => only,
            [] when isHistory && line.Title is { } title => new Sold(null, null, null, line.Sku, title, null),
            [] => new Refusal("order.sku", $"Line {number}: the store sells nothing under the SKU {line.Sku}."),
            _ => new Refusal("order.sku", $"Line {number}: several variations of the store have the SKU {line.Sku}. Name the one by its id."),
        };
    }

    private Outcome<WantedLine> Priced(OrderLineRequest line, int number, OrderLine? known, Sold sold)
    {
        if ((line.UnitPrice ?? Price(sold.PriceText)) is not { } price)
        {
            return new Refusal("order.price", $"Line {number}: {sold.Title} has no price in {_currency}. Say what one piece costs.");
        }

        if (price is < 0 or > HighestPrice || decimal.Round(price, 6) != price)
        {
            return new Refusal("order.price", $"Line {number}: a price is from 0 to {HighestPrice:N0}, with at most six decimals.");
        }

        return OrderSums.Gross(price, line.Quantity, _currency) is { } gross
            ? new WantedLine(known, sold, line.Quantity, OrderSums.PriceText(price, _currency), gross)
            : new Refusal("order.amount", $"Line {number}: the amount is too large to be counted.");
    }

    private static decimal? Price(string? text) =>
        decimal.TryParse(text, NumberStyles.Number, CultureInfo.InvariantCulture, out var price) ? price : null;

    /// <summary>Looks up what lines name, of as many orders at once as one likes.</summary>
    public async Task LoadAsync(IReadOnlyList<OrderLineRequest> lines, CancellationToken cancellation)
    {
        var ids = lines.Where(l => l.Id is null).Select(l => l.VariationId).OfType<long>().Distinct().ToArray();
        var keys = lines.Where(l => l is { Id: null, VariationId: null }).Select(l => SkuKey.Of(l.Sku)).OfType<string>().Distinct().ToArray();
        _byId = (await SoldAsync(db.Variations.Where(v => ids.Contains(v.Id)), cancellation)).ToDictionary(r => r.Id, r => r.Sold);
        if (keys.Length == 0)
        {
            return;
        }

        // The store's own SKU first; a master SKU names what sells its item alone, not a kit.
        var own = await SoldAsync(db.Variations.Where(v => keys.Contains(v.SkuKey)), cancellation);
        var master = await (
            from item in db.StockItems
            where keys.Contains(item.MasterSkuKey)
            join link in db.SkuLinks on item.Id equals link.StockItemId
            where link.EndedAt == null && link.Quantity == 1 && !link.IsComponent
            join variation in db.Variations on link.VariationId equals variation.Id
            where variation.StoreId == store.Id
            select new { item.MasterSkuKey, variation.Id }).ToListAsync(cancellation);
        var others = master.Where(m => !own.Any(o => o.Key == m.MasterSkuKey)).ToLookup(m => m.Id, m => m.MasterSkuKey);
        var otherIds = others.Select(o => o.Key).ToArray();
        var sold = await SoldAsync(db.Variations.Where(v => otherIds.Contains(v.Id)), cancellation);
        _bySku = own.Select(o => (o.Key!, o.Sold)).Concat(sold.SelectMany(s => others[s.Id].Select(k => (k, s.Sold))))
            .ToLookup(p => p.Item1, p => p.Sold, StringComparer.Ordinal);
    }

    private async Task<List<(long Id, string? Key, Sold Sold)>> SoldAsync(IQueryable<ListingVariation> variations, CancellationToken cancellation)
    {
        var rows = await (
            from variation in variations
            where variation.StoreId == store.Id && variation.Status != ListingStatus.Deleted
            join listing in db.Listings on variation.ListingId equals listing.Id
            select new { variation, listing.ChannelListingId, listing.Title }).AsNoTracking().ToListAsync(cancellation);
        return rows.ConvertAll(r => (r.variation.Id, r.variation.SkuKey, new Sold(
            r.variation.Id, r.ChannelListingId, r.variation.ChannelVariationId, r.variation.SellerSku, Title(r.Title, r.variation.Options),
            r.variation.PriceCurrency == _currency.Code ? r.variation.PriceText : null)));
    }

    internal static string Title(string listing, IReadOnlyList<VariationOption> options) =>
        options.Count == 0 ? listing : $"{listing}, {string.Join(", ", options.Select(o => o.Value))}";
}
