using System.Globalization;
using System.Text.Json;

namespace Quayside.Connectors.TikTokShop;

/// <summary>What is asked: a path such as "/order/202309/orders/search", its own parameters, and the body of a search.</summary>
/// <param name="Body">null for what is asked by GET.</param>
/// <param name="OfShop">Whether the call names the shop. Those that do not refuse to be told one.</param>
internal sealed record TikTokRequest(string Path, IReadOnlyList<KeyValuePair<string, string>> Query, byte[]? Body, bool OfShop = true)
{
    public static TikTokRequest Get(string path, params (string Name, string Value)[] query) =>
        new(path, [.. query.Select(q => KeyValuePair.Create(q.Name, q.Value))], null);

    /// <param name="write">Writes the members of the body's object.</param>
    public static TikTokRequest Search(string path, Action<Utf8JsonWriter> write, params (string Name, string Value)[] query)
    {
        using var body = new MemoryStream();
        using (var json = new Utf8JsonWriter(body))
        {
            json.WriteStartObject();
            write(json);
            json.WriteEndObject();
        }

        return new(path, [.. query.Where(q => q.Value.Length > 0).Select(q => KeyValuePair.Create(q.Name, q.Value))], body.ToArray());
    }

    /// <summary>All parameters that travel, the signature among them.</summary>
    /// <param name="cipher">null where the call names no shop.</param>
    public IReadOnlyList<KeyValuePair<string, string>> Signed(string appKey, string appSecret, string? cipher, DateTimeOffset now)
    {
        List<KeyValuePair<string, string>> all =
        [
            .. Query,
            new("app_key", appKey),
            new("timestamp", now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture)),
        ];
        if (cipher is not null)
        {
            all.Add(new("shop_cipher", cipher));
        }

        all.Add(new("sign", TikTokSignature.Sign(appSecret, Path, all, Body)));
        return all;
    }
}
