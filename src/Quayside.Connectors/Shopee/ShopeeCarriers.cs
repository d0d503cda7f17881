using Quayside.Connectors.Http;

namespace Quayside.Connectors.Shopee;

/// <summary>The shop's logistics channels.</summary>
internal static class ShopeeCarriers
{
    private const string Path = "/api/v2/logistics/get_channel_list";

    /// <summary>Those that the shop has switched on. Channels of one name are one carrier with several services.</summary>
    public static async Task<Page<ChannelCarrier>> ReadAsync(ShopeeClient client, CancellationToken cancellation)
    {
        using var answer = await client.GetAsync(Path, "", cancellation);
        var channels = answer.Response.Items("logistics_channel_list"u8)
            .Select(json => (Json: json, Raw: answer.RawOf(json), Name: Reading.Safely(() => HtmlText.Line(json.Text("logistics_channel_name"u8)), null)))
            .Where(c => Reading.Safely(() => c.Json.IsTrue("enabled"u8), true))
            .ToList();
        var records = channels.GroupBy(c => c.Name ?? "a channel without a name").Select(carrier => Reading.Record(
            carrier.Key,
            carrier.First().Raw,
            () => new ChannelCarrier(
                carrier.First().Name.Need("logistics_channel_name"),
                [.. carrier.Select(c => new ChannelCarrierService(c.Json.Id("logistics_channel_id"u8).Need("logistics_channel_id"), carrier.Key)).DistinctBy(s => s.Code)]),
            [carrier.Key]));
        return new Page<ChannelCarrier>([.. records], "", More: false, Expected: null);
    }
}
