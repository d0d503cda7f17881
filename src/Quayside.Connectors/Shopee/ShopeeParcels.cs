using System.Text.Json;
using Quayside.Connectors.Http;

namespace Quayside.Connectors.Shopee;

/// <summary>The tracking numbers of parcels, which an order's own details do not hold.</summary>
internal static class ShopeeParcels
{
    private const string Path = "/api/v2/logistics/get_mass_tracking_number";

    // Before that there is no number to ask for.
    private static readonly string[] Numbered =
        ["REQUEST_CREATED", "PICKUP_DONE", "PICKUP_RETRY", "PICKUP_FAILED", "DELIVERY_DONE", "DELIVERY_FAILED", "LOST"];

    /// <returns>By package number. Without the right to ask, or where Shopee has none yet, none.</returns>
    /// <exception cref="ConnectorException">Not read; repeatable.</exception>
    public static async Task<IReadOnlyDictionary<string, string>> NumbersAsync(
        ShopeeClient client, IEnumerable<JsonElement> orders, CancellationToken cancellation)
    {
        var packages = orders.SelectMany(order => Reading.Safely(() => Packages(order).ToList(), [])).Distinct().ToList();
        var numbers = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var batch in packages.Chunk(ShopeeCursor.IdsAtOnce))
        {
            using var answer = await client.AskAsync(Path, "", Body(batch), cancellation);
            if (answer.Error != "")
            {
                var failure = client.Failed(answer);
                if (failure.Kind is FailureKind.Refused)
                {
                    continue; // the orders are worth more than the numbers of their parcels
                }

                throw failure;
            }

            foreach (var parcel in answer.Response.Items("success_list"u8))
            {
                if (parcel.Filled("package_number"u8) is { } package && parcel.Filled("tracking_number"u8)?.Trim() is { } number)
                {
                    numbers[package] = number;
                }
            }
        }

        return numbers;
    }

    private static IEnumerable<string> Packages(JsonElement order) => order.Items("package_list"u8)
        .Where(p => Numbered.Contains((p.Text("logistics_status"u8) ?? "").Replace("LOGISTICS_", "", StringComparison.Ordinal)))
        .Select(p => p.Filled("package_number"u8)).OfType<string>();

    private static byte[] Body(IEnumerable<string> packages)
    {
        using var body = new MemoryStream();
        using (var json = new Utf8JsonWriter(body))
        {
            json.WriteStartObject();
            json.WriteStartArray("package_list");
            foreach (var package in packages)
            {
                json.WriteStartObject();
                json.WriteString("package_number", package);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return body.ToArray();
    }
}
