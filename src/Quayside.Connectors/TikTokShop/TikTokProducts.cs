using System.Text;
using System.Text.Json;
using Quayside.Connectors.Http;

namespace Quayside.Connectors.TikTokShop;

/// <summary>Reads the catalogue: the list, each product's details, and what of it can be sold now.</summary>
internal static class TikTokProducts
{
    private const string DetailPath = "/product/202309/products/";
    private const string Frozen = "FREEZE";
    private const string Deleted = "DELETED";

    /// <param name="field">By which time.</param>
    /// <param name="window">Only what lies in it.</param>
    public static async Task<Page<CatalogueRecord>> ReadAsync(
        TikTokClient client, string field, TikTokSpans window, string? cursor, CancellationToken cancellation)
    {
        var at = TikTokProductCursor.Parse(cursor, TikTokProductPlace.First(field, window));
        if (at.Listed.Count > 0)
        {
            return (at with { Listed = [] }).PageBefore(await DetailsAsync(client, at.Listed, cancellation));
        }

        using var rows = await TikTokProductList.ReadAsync(client, at.Next!, cancellation);
        var alone = rows.All.Where(r => !HasDetails(r.Row)).Select(r => Record(r.Id, r.Row, r.Answer.RawOf(r.Row), default, default)).ToList();
        var listed = rows.All.Where(r => HasDetails(r.Row)).Select(r => r.Id).ToList();
        return new TikTokProductCursor(listed, rows.Next).PageBefore(alone);
    }

    /// <summary>The ids of the whole catalogue, from the list alone. What was deleted is in the list and not in the catalogue any more.</summary>
    public static async Task<Page<ListedListing>> ListAsync(TikTokClient client, string? cursor, CancellationToken cancellation)
    {
        var at = TikTokProductCursor.Parse(cursor, TikTokProductPlace.First(TikTokProductList.Created, TikTokSpans.All));
        using var rows = await TikTokProductList.ReadAsync(client, at.Next ?? throw TikTokErrors.NotThePlace(), cancellation);
        return new TikTokProductCursor([], rows.Next).PageBefore([.. rows.All.Where(r => StatusOf(r.Row) != Deleted).SelectMany(r => Listed(r.Id, r.Row))]);
    }

    /// <summary>Chosen products; those that the shop does not have are absent.</summary>
    public static async Task<Page<CatalogueRecord>> ByIdAsync(TikTokClient client, IReadOnlyList<string> ids, CancellationToken cancellation) =>
        new(await DetailsAsync(client, ids, cancellation), "", More: false, Expected: null);

    private static async Task<List<Record<CatalogueRecord>>> DetailsAsync(TikTokClient client, IReadOnlyList<string> ids, CancellationToken cancellation)
    {
        var asked = TikTokInventory.ReadAsync(client, ids, cancellation);
        var records = await Task.WhenAll(ids.Select(id => OneAsync(client, id, asked, cancellation)));
        (await asked).Dispose();
        return [.. records.OfType<Record<CatalogueRecord>>()];
    }

    private static async Task<Record<CatalogueRecord>?> OneAsync(
        TikTokClient client, string id, Task<TikTokInventory> asked, CancellationToken cancellation)
    {
        using var answer = await client.AskAsync(TikTokRequest.Get(DetailPath + id), cancellation);
        var inventory = await asked;
        if (TikTokErrors.IsGone(answer))
        {
            return await WithoutDetailsAsync(client, id, inventory, cancellation);
        }

        TikTokErrors.Ensure(answer);
        if (answer.Data.ValueKind != JsonValueKind.Object || TikTokProductRows.IdOf(answer.Data) is null)
        {
            throw TikTokErrors.NotTheList(answer);
        }

        return Record(id, answer.Data, answer.RawOf(answer.Data), inventory.Of(id), inventory.RawOf(id));
    }

    // Frozen and deleted products have no details. The list finds them by a SKU, and a SKU is named with what can be sold.
    private static async Task<Record<CatalogueRecord>?> WithoutDetailsAsync(
        TikTokClient client, string id, TikTokInventory inventory, CancellationToken cancellation)
    {
        if (inventory.Of(id).Parts("skus"u8).Select(sku => Reading.Safely(() => sku.Id("id"u8), null)).FirstOrDefault(sku => sku is not null) is not { } known)
        {
            return null;
        }

        using var answer = await TikTokProductList.FindAsync(client, known, cancellation);
        return answer.Rows("products"u8).Where(row => TikTokProductRows.IdOf(row) == id)
            .Select(row => Record(id, row, answer.RawOf(row), inventory.Of(id), inventory.RawOf(id))).FirstOrDefault();
    }

    private static Record<CatalogueRecord> Record(
        string id, JsonElement product, ReadOnlyMemory<byte> raw, JsonElement inventory, ReadOnlyMemory<byte> rawInventory) => Reading.Record<CatalogueRecord>(
            id,
            Joined(raw.Span, rawInventory.Span),
            () => product.ValueKind == JsonValueKind.Object
                ? TikTokMapListing.Listing(product, inventory)
                : throw new FormatException("TikTok Shop sent something else where a product should be."),
            TikTokMapListing.SkuIds(product, id));

    // One record is what two calls say of one product.
    private static byte[] Joined(ReadOnlySpan<byte> product, ReadOnlySpan<byte> inventory) => inventory.IsEmpty
        ? [.. Encoding.UTF8.GetBytes("{\"product\":"), .. product, (byte)'}']
        : [.. Encoding.UTF8.GetBytes("{\"product\":"), .. product, .. Encoding.UTF8.GetBytes(",\"inventory\":"), .. inventory, (byte)'}'];

    private static IEnumerable<Record<ListedListing>> Listed(string id, JsonElement row)
    {
        var (all, problem) = Reading.Of(() => TikTokMapListing.Listed(row).ToList());
        return all?.Select(one => new Record<ListedListing>(one.Id, ReadOnlyMemory<byte>.Empty, one, null) { CountedIds = one.IsVariation ? [one.Id] : [] })
            ?? [new Record<ListedListing>(id, ReadOnlyMemory<byte>.Empty, null, problem)];
    }

    private static bool HasDetails(JsonElement row) =>
        TikTokProductRows.IdOf(row) is not null && StatusOf(row) is not (Frozen or Deleted);

    private static string? StatusOf(JsonElement row) => Reading.Safely(() => row.Text("status"u8)?.Trim(), null);
}
