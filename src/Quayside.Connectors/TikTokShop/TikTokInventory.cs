using System.Text.Json;
using Quayside.Connectors.Http;

namespace Quayside.Connectors.TikTokShop;

/// <summary>What can be sold now of many products, a hundred in a call.</summary>
internal sealed class TikTokInventory : IDisposable
{
    public const int ProductsAtOnce = 100;

    private const string Path = "/product/202309/inventory/search";

    private readonly List<TikTokAnswer> _answers = [];
    private readonly Dictionary<string, (JsonElement Row, TikTokAnswer Answer)> _products = new(StringComparer.Ordinal);

    /// <exception cref="ConnectorException">Not read; repeatable.</exception>
    public static async Task<TikTokInventory> ReadAsync(TikTokClient client, IReadOnlyList<string> productIds, CancellationToken cancellation)
    {
        var inventory = new TikTokInventory();
        try
        {
            foreach (var ids in productIds.Chunk(ProductsAtOnce))
            {
                await inventory.AddAsync(client, ids, cancellation);
            }

            return inventory;
        }
        catch
        {
            inventory.Dispose();
            throw;
        }
    }

    /// <summary>What it says of one product; undefined where it says nothing.</summary>
    public JsonElement Of(string productId) => _products.TryGetValue(productId, out var found) ? found.Row : default;

    /// <summary>The same as it came; empty where nothing did.</summary>
    public ReadOnlyMemory<byte> RawOf(string productId) =>
        _products.TryGetValue(productId, out var found) ? found.Answer.RawOf(found.Row) : ReadOnlyMemory<byte>.Empty;

    public void Dispose() => _answers.ForEach(answer => answer.Dispose());

    // One id that TikTok Shop does not know fails the whole call: it is then looked for by halves.
    private async Task AddAsync(TikTokClient client, string[] ids, CancellationToken cancellation)
    {
        var answer = await client.AskAsync(Request(ids), cancellation);
        _answers.Add(answer);
        if (TikTokErrors.IsGone(answer))
        {
            if (ids.Length > 1)
            {
                await AddAsync(client, ids[..(ids.Length / 2)], cancellation);
                await AddAsync(client, ids[(ids.Length / 2)..], cancellation);
            }

            return;
        }

        TikTokErrors.Ensure(answer);
        foreach (var row in answer.Rows("inventory"u8).Where(row => row.ValueKind == JsonValueKind.Object))
        {
            if (Reading.Safely(() => row.Id("product_id"u8), null) is { } id)
            {
                _products[id] = (row, answer);
            }
        }
    }

    private static TikTokRequest Request(string[] ids) => TikTokRequest.Search(Path, json =>
    {
        json.WriteStartArray("product_ids");
        foreach (var id in ids)
        {
            json.WriteStringValue(id);
        }

        json.WriteEndArray();
    });
}
