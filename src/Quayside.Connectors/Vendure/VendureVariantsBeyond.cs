using System.Text.Json;

namespace Quayside.Connectors.Vendure;

/// <summary>Completes a product that has more variants than came with it.</summary>
internal static class VendureVariantsBeyond
{
    /// <returns>The product with the list of its variants made whole; null when it is whole already.</returns>
    public static async Task<JsonDocument?> WithAllAsync(
        VendureClient client, VendureItem item, VendureCursor page, CancellationToken cancellation)
    {
        var product = new VendureProduct(item.Json);
        var variants = product.Variants?.ToList() ?? [];
        if (product.Id is not { } id || product.VariantCount is not { } expected || variants.Count >= expected)
        {
            return null;
        }

        using var whole = new MemoryStream();
        await using (var json = new Utf8JsonWriter(whole))
        {
            json.WriteStartObject();
            foreach (var member in item.Json.EnumerateObject().Where(m => m.Name != "variantList"))
            {
                member.WriteTo(json);
            }

            json.WriteStartObject("variantList");
            json.WriteNumber("totalItems", expected);
            json.WriteStartArray("items");
            foreach (var variant in variants)
            {
                variant.Json.WriteTo(json);
            }

            await WriteRestAsync(client, json, id, new VendureCursor(variants.Count, page.Take, null), cancellation);
            json.WriteEndArray();
            json.WriteEndObject();
            json.WriteEndObject();
        }

        return JsonDocument.Parse(whole.ToArray());
    }

    private static async Task WriteRestAsync(
        VendureClient client, Utf8JsonWriter json, string productId, VendureCursor next, CancellationToken cancellation)
    {
        var variables = new Dictionary<string, string> { ["id"] = productId };
        while (true)
        {
            using var page = await VendurePages.ReadAsync(client, VendureQueries.VariantsOfProduct, next, variables, cancellation);
            foreach (var item in page.Items)
            {
                item.Json.WriteTo(json);
            }

            if (!page.HasMore)
            {
                return;
            }

            next = page.Next;
        }
    }
}
