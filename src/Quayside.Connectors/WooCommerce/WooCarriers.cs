using System.Net;
using Quayside.Connectors.Http;

namespace Quayside.Connectors.WooCommerce;

/// <summary>Reads the shop's shipping methods as carriers: WooCommerce itself has none.</summary>
internal static class WooCarriers
{
    private const string RestOfTheWorld = "0";

    /// <summary>All carriers in one page, one for each title.</summary>
    /// <remarks>Zone 0, the places that no other zone covers, is asked only where it is the only one. Its methods come with the orders
    /// that used them.</remarks>
    public static async Task<Page<ChannelCarrier>> ReadAsync(WooClient client, CancellationToken cancellation)
    {
        using var zones = await client.AskAsync(WooRequest.Of("wc/v3/shipping/zones", ("_fields", "id,name")), cancellation);
        if (zones is { Status: HttpStatusCode.Forbidden, IsJson: true })
        {
            return Page([]); // the key's user does not manage the shop; the orders still name what they travelled by
        }

        WooErrors.Ensure(zones, client.Shop);
        var all = zones.Rows.Select(zone => zone.Field("id"u8)?.ToString()).OfType<string>().ToList();
        var asked = all.Where(id => id != RestOfTheWorld).ToList() is { Count: > 0 } named ? named : all;
        var answers = new WooAnswer[asked.Count];
        try
        {
            var bounded = new ParallelOptions { MaxDegreeOfParallelism = WooClient.AtOnce, CancellationToken = cancellation };
            await Parallel.ForEachAsync(
                Enumerable.Range(0, asked.Count), bounded, async (i, token) => answers[i] = await MethodsAsync(client, asked[i], token));
            return Page([.. answers.SelectMany(Methods).GroupBy(m => m.Method.Title!, StringComparer.Ordinal).Select(Carrier)]);
        }
        finally
        {
            foreach (var answer in answers)
            {
                answer?.Dispose();
            }
        }
    }

    private static Task<WooAnswer> MethodsAsync(WooClient client, string zone, CancellationToken cancellation) => WooFeed.ListAsync(
        client, WooRequest.Of($"wc/v3/shipping/zones/{Uri.EscapeDataString(zone)}/methods", ("_fields", WooZoneMethod.Fields)), cancellation);

    private static IEnumerable<(WooZoneMethod Method, ReadOnlyMemory<byte> Raw)> Methods(WooAnswer answer) => answer.Rows
        .Select(row => (Method: new WooZoneMethod(row), Raw: answer.RawOf(row)))
        .Where(m => m.Method is { IsEnabled: true, MethodId: { } method, Title: not null } && !WooMapOrder.IsPickUp(method));

    private static Record<ChannelCarrier> Carrier(IGrouping<string, (WooZoneMethod Method, ReadOnlyMemory<byte> Raw)> methods)
    {
        var services = methods.Select(m => new ChannelCarrierService(
            WooMapOrder.ServiceCode(m.Method.MethodId, m.Method.InstanceId)!, methods.Key)).DistinctBy(s => s.Code).ToList();
        byte[] raw = [(byte)'[', .. methods.SelectMany((m, i) => i == 0 ? m.Raw.ToArray() : [(byte)',', .. m.Raw.ToArray()]), (byte)']'];
        return new Record<ChannelCarrier>(methods.Key, raw, new ChannelCarrier(methods.Key, services), null);
    }

    private static Page<ChannelCarrier> Page(IReadOnlyList<Record<ChannelCarrier>> carriers) =>
        new(carriers, "end", More: false, Expected: null) { Feed = "carriers" };
}
