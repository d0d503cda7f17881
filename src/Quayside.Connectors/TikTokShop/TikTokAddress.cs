using System.Text.Json;
using Quayside.Connectors.Http;

namespace Quayside.Connectors.TikTokShop;

/// <summary>Where an order goes. TikTok Shop masks most of it with stars, and all of it before payment; it is kept as it comes.</summary>
internal static class TikTokAddress
{
    public static PostalAddress? Of(JsonElement json)
    {
        var levels = json.Parts("district_info"u8)
            .Select(d => (Level: d.Filled("address_level"u8)?.Trim().ToUpperInvariant(), Name: d.Filled("address_name"u8)?.Trim()))
            .Where(d => d is { Level: not null, Name: not null }).DistinctBy(d => d.Level).ToDictionary(d => d.Level!, d => d.Name!);
        var town = levels.GetValueOrDefault("L2") ?? json.Filled("post_town"u8)?.Trim();
        var line1 = Line(json, "address_line1") ?? Line(json, "address_detail") ?? Line(json, "full_address");
        var address = new PostalAddress(
            Name: json.Filled("name"u8)?.Trim(),
            Company: null,
            Line1: line1,
            Line2: Joined([Line(json, "address_line2"), Line(json, "address_line3"), Line(json, "address_line4"), levels.GetValueOrDefault("L3"), levels.GetValueOrDefault("L4")]),
            City: town ?? levels.GetValueOrDefault("L1"), // where a country is hardly more than its city
            Region: town is null ? null : levels.GetValueOrDefault("L1"),
            Postcode: json.Filled("postal_code"u8)?.Trim(),
            Country: json.Filled("region_code"u8)?.Trim() ?? levels.GetValueOrDefault("L0"),
            Phone: json.Filled("phone_number"u8)?.Trim());
        return address == new PostalAddress(null, null, null, null, null, null, null, null, null) ? null : address;
    }

    private static string? Line(JsonElement json, string name) => json.Filled(System.Text.Encoding.UTF8.GetBytes(name))?.Trim();

    private static string? Joined(IEnumerable<string?> parts) => string.Join(", ", parts.OfType<string>().Distinct()) is { Length: > 0 } text ? text : null;
}
