using System.Text.Json;
using Quayside.Connectors.Http;

namespace Quayside.Connectors.Lazada;

/// <summary>The store's shipment providers, from a call that Lazada's reference no longer lists and its guide still names.</summary>
internal static class LazadaCarriers
{
    /// <returns>Empty where the call is gone: carriers then come with the orders alone.</returns>
    public static async Task<Page<ChannelCarrier>> ReadAsync(LazadaClient client, CancellationToken cancellation)
    {
        try
        {
            using var answer = await client.GetAsync(LazadaRequest.Of("/shipment/providers/get"), cancellation);
            var records = new LazadaRecords<ChannelCarrier>("carriers");
            foreach (var row in answer.Data.Items("shipment_providers"u8))
            {
                records.Add(row, answer.RawOf(row), Name, json => new ChannelCarrier(Name(json) ?? throw new FormatException("The carrier has no name."), []));
            }

            Findings.Met("lazada.shipment_providers", "offered");
            return Page(records.All);
        }
        catch (ConnectorException failure) when (LazadaErrors.IsNotOffered(failure))
        {
            Findings.Met("lazada.shipment_providers", "gone");
            return Page([]);
        }
    }

    private static string? Name(JsonElement row) => HtmlText.Line(row.Filled("name"u8));

    private static Page<ChannelCarrier> Page(IReadOnlyList<Record<ChannelCarrier>> carriers) =>
        new(carriers, "end", More: false, Expected: null) { Feed = "carriers" };
}
