using System.Text.Json;
using Quayside.Connectors.Http;

namespace Quayside.Connectors.Lazada;

/// <summary>Which store it is: one request.</summary>
internal static class LazadaIdentity
{
    public const string Kind = "seller";

    public static async Task<ShopIdentity> AskAsync(LazadaClient client, TimeProvider clock, CancellationToken cancellation)
    {
        using var answer = await client.GetAsync(LazadaRequest.Of("/seller/get"), cancellation);
        var seller = answer.Data;
        if (Read(seller, json => json.Id("seller_id"u8)) is not { } id)
        {
            throw LazadaErrors.NotTheList();
        }

        if (string.Equals(Read(seller, json => json.Filled("status"u8)), "DELETED", StringComparison.OrdinalIgnoreCase))
        {
            throw new ConnectorException(FailureKind.Refused, "Lazada says that this store was deleted.");
        }

        var country = client.Country.Code.ToUpperInvariant();
        List<SellerIdentity> identities = [new SellerIdentity(Kind, $"{country}:{id}", Strong: true)];
        var shortCode = Read(seller, json => json.Filled("short_code"u8))?.Trim();
        if (shortCode is not null)
        {
            identities.Add(new SellerIdentity("short_code", $"{country}:{shortCode.ToUpperInvariant()}", Strong: false));
        }

        return new ShopIdentity(
            HtmlText.Line(Read(seller, json => json.Filled("name"u8))) ?? shortCode ?? id,
            Address: null,
            client.Country.Currency,
            identities,
            new ShopFacts(new Dictionary<string, string> { [Kind] = id }, clock.GetUtcNow()));
    }

    private static string? Read(JsonElement seller, Func<JsonElement, string?> read) => LazadaRecords<ChannelOrder>.IdOf(seller, read);
}
