using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Quayside.Sandbox.WooCommerce;

/// <summary>Who is calling: a key, nobody (<see cref="Key"/> and <see cref="Refusal"/> null), or someone to be refused.</summary>
internal sealed record Caller(PracticeKey? Key, WooAnswer? Refusal)
{
    public static Caller Nobody { get; } = new(null, null);

    public static Caller Refused(WooAnswer refusal) => new(null, refusal);
}

/// <summary>Signs a caller in as WooCommerce does: Basic and keys in the query over https, OAuth 1.0a otherwise.</summary>
internal sealed class WooSignIn(PracticeKeys keys, string home)
{
    private const long WindowSeconds = 15 * 60;

    public Caller SignIn(WooRequest request)
    {
        if (request.IsSecure && BasicPair(request) is var (key, secret) && Find(request, key) is { } known)
        {
            return Same(known.Secret, secret) ? new Caller(known, null) : Caller.Refused(WooErrors.NotAuthenticated("Consumer secret is invalid."));
        }

        return OAuth(request);
    }

    /// <summary>The key that was sent, right or wrong, for the call log.</summary>
    public static string? SentKey(WooRequest request) =>
        BasicPair(request)?.Key ?? OAuthSignature.Parameters(request).Find(pair => pair.Name == "oauth_consumer_key").Value?.Single;

    private static (string Key, string Secret)? BasicPair(WooRequest request)
    {
        if (request.Query.Text("consumer_key") is { Length: > 0 } key && request.Query.Text("consumer_secret") is { Length: > 0 } secret)
        {
            return (key, secret);
        }

        if (request.Authorization is not { } header || !header.StartsWith("Basic ", StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        var decoded = new byte[header.Length];
        if (!Convert.TryFromBase64String(header["Basic ".Length..].Trim(), decoded, out var length))
        {
            return null;
        }

        var pair = Encoding.UTF8.GetString(decoded, 0, length).Split(':', 2);
        return pair is [{ Length: > 0 } user, { Length: > 0 } password] ? (user, password) : null;
    }

    private Caller OAuth(WooRequest request)
    {
        var parameters = OAuthSignature.Parameters(request);
        if (OAuthSignature.Missing(parameters) is not { } missing)
        {
            return Caller.Nobody;
        }

        if (missing.Count > 0)
        {
            var word = missing.Count == 1 ? "parameter" : "parameters";
            return Caller.Refused(WooErrors.Of(401, "woocommerce_rest_authentication_missing_parameter", $"Missing OAuth {word} {string.Join(", ", missing)}"));
        }

        string Value(string name) => parameters.Find(pair => pair.Name == name).Value!.Single!;
        if (Find(request, Value("oauth_consumer_key")) is not { } key)
        {
            return Caller.Refused(WooErrors.NotAuthenticated("Consumer key is invalid."));
        }

        return OAuthProblem(request, parameters, key, Value) is { } problem ? Caller.Refused(WooErrors.NotAuthenticated(problem)) : new Caller(key, null);
    }

    private string? OAuthProblem(WooRequest request, List<(string Name, PhpValue Value)> parameters, PracticeKey key, Func<string, string> value)
    {
        if (OAuthSignature.Expected(request, parameters, key.Secret, home) is not { } expected)
        {
            return "Invalid signature - signature method is invalid.";
        }

        var sent = Uri.UnescapeDataString(value("oauth_signature").Replace(' ', '+'));
        if (!Same(expected, sent))
        {
            return "Invalid signature - provided signature does not match.";
        }

        var now = request.Now.ToUnixTimeSeconds();
        _ = long.TryParse(value("oauth_timestamp"), NumberStyles.Integer, CultureInfo.InvariantCulture, out var timestamp);
        if (timestamp < now - WindowSeconds || timestamp > now + WindowSeconds)
        {
            return "Invalid timestamp.";
        }

        return key.TakeNonce(timestamp, value("oauth_nonce"), now, WindowSeconds) ? null : "Invalid nonce - nonce has already been used.";
    }

    private PracticeKey? Find(WooRequest request, string key) => request.KeysAreRevoked ? null : keys.Find(key);

    private static bool Same(string left, string right) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(left), Encoding.UTF8.GetBytes(right));
}
