using System.Text.Json;
using Quayside.Connectors.Http;

namespace Quayside.Connectors.TikTokShop;

/// <summary>The shop's carriers: those of every delivery option of every warehouse that ships.</summary>
internal static class TikTokCarriers
{
    private const string Warehouses = "/logistics/202309/warehouses";

    public static async Task<Page<ChannelCarrier>> ReadAsync(TikTokClient client, CancellationToken cancellation)
    {
        using var answer = await client.GetAsync(TikTokRequest.Get(Warehouses), cancellation);
        var warehouses = answer.Rows("warehouses"u8).Where(w => w.ValueKind == JsonValueKind.Object && Ships(w)).Select(IdOf).OfType<string>().Distinct().ToList();
        var options = (await Task.WhenAll(warehouses.Select(id => IdsAsync(client, $"{Warehouses}/{id}/delivery_options", "delivery_options", cancellation))))
            .SelectMany(ids => ids).Distinct().ToList();
        var providers = (await Task.WhenAll(options.Select(id => ProvidersAsync(client, id, cancellation)))).SelectMany(all => all).ToList();

        // Several providers of one name are one carrier; the id is what shipping is arranged with.
        var records = providers.GroupBy(p => p.Name ?? $"a carrier without a name, {p.Id}").Select(carrier => Reading.Record(
            carrier.Key,
            carrier.First().Raw,
            () => new ChannelCarrier(
                carrier.First().Name.Need("shipping_providers.name"),
                [.. carrier.Select(p => p.Id).OfType<string>().Distinct().Select(id => new ChannelCarrierService(id, carrier.Key))]),
            [carrier.Key]));
        return new Page<ChannelCarrier>([.. records], "", More: false, Expected: null);
    }

    // What comes back goes to a warehouse of its own, which sends nothing.
    private static bool Ships(JsonElement warehouse) => Reading.Safely(() => warehouse.Text("type"u8)?.Trim(), null) != "RETURN_WAREHOUSE";

    private static async Task<List<string>> IdsAsync(TikTokClient client, string path, string list, CancellationToken cancellation)
    {
        using var answer = await client.GetAsync(TikTokRequest.Get(path), cancellation);
        return [.. answer.Rows(System.Text.Encoding.UTF8.GetBytes(list)).Where(row => row.ValueKind == JsonValueKind.Object).Select(IdOf).OfType<string>()];
    }

    private static async Task<List<Provider>> ProvidersAsync(TikTokClient client, string option, CancellationToken cancellation)
    {
        using var answer = await client.AskAsync(TikTokRequest.Get($"/logistics/202309/delivery_options/{option}/shipping_providers"), cancellation);
        if (TikTokErrors.IsShippedByTikTok(answer))
        {
            return [];
        }

        TikTokErrors.Ensure(answer);
        return
        [
            .. answer.Rows("shipping_providers"u8).Where(row => row.ValueKind == JsonValueKind.Object)
                .Select(row => new Provider(IdOf(row), Reading.Safely(() => HtmlText.Line(row.Text("name"u8)), null), answer.RawOf(row))),
        ];
    }

    private static string? IdOf(JsonElement row) => Reading.Safely(() => row.Id("id"u8), null);

    private sealed record Provider(string? Id, string? Name, ReadOnlyMemory<byte> Raw);
}
