using System.Globalization;

namespace Quayside.Connectors.Lazada;

/// <summary>What is asked: a path below "/rest", such as "/orders/get", and its own parameters.</summary>
internal sealed record LazadaRequest(string Path, IReadOnlyList<KeyValuePair<string, string>> Parameters)
{
    public static LazadaRequest Of(string path, params (string Name, string Value)[] parameters) =>
        new(path, [.. parameters.Select(p => KeyValuePair.Create(p.Name, p.Value))]);

    public LazadaRequest With(string name, string value) =>
        this with { Parameters = [.. Parameters.Where(p => p.Key != name), KeyValuePair.Create(name, value)] };

    public LazadaRequest With(string name, long value) => With(name, value.ToString(CultureInfo.InvariantCulture));

    /// <summary>All parameters that travel, the signature among them.</summary>
    /// <param name="token">null for the calls that buy tokens.</param>
    public IReadOnlyList<KeyValuePair<string, string>> Signed(LazadaKey key, string? token, DateTimeOffset now)
    {
        List<KeyValuePair<string, string>> all =
        [
            .. Parameters,
            new("app_key", key.AppKey),
            new("sign_method", "sha256"),
            new("timestamp", now.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture)),
        ];
        if (token is not null)
        {
            all.Add(new("access_token", token));
        }

        all.Add(new("sign", LazadaSignature.Sign(key.AppSecret, Path, all)));
        return all;
    }
}

/// <summary>The seller's app at Lazada.</summary>
internal sealed record LazadaKey(string AppKey, string AppSecret)
{
    public static LazadaKey Of(Connection connection) =>
        new(connection.Setting(LazadaSettings.AppKey), connection.Setting(LazadaSettings.AppSecret));

    /// <summary>Shows nothing: a record's own text would show the secret.</summary>
    public override string ToString() => "app key";
}
