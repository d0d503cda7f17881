namespace Quayside.Connectors.TikTokShop;

/// <summary>The seller's app at TikTok Shop: what it is called there, and where it asks.</summary>
internal sealed class TikTokApp
{
    private static readonly Uri UsualApi = new("https://open-api.tiktokglobalshop.com");
    private static readonly Uri UsualTokens = new("https://auth.tiktok-shops.com");
    private static readonly Uri SignInPage = new("https://services.tiktokshop.com");
    private static readonly Uri SignInPageUs = new("https://services.tiktokshops.us");

    private TikTokApp(string key, string secret, string serviceId, Uri signIn, Uri? instead) =>
        (Key, Secret, ServiceId, SignIn, Instead) = (key, secret, serviceId, signIn, instead);

    public string Key { get; }

    public string Secret { get; }

    public string ServiceId { get; }

    /// <summary>Where sellers sign in: the USA have a page of their own.</summary>
    public Uri SignIn { get; }

    /// <summary>The server that answers in TikTok's place; null where it is TikTok.</summary>
    public Uri? Instead { get; }

    public Uri Api => Instead ?? UsualApi;

    public Uri Tokens => Instead ?? UsualTokens;

    /// <exception cref="ConnectorException">NeedsReauth: a setting is missing or cannot be meant.</exception>
    public static TikTokApp Of(IReadOnlyDictionary<string, string> settings)
    {
        var key = Word(settings, TikTokSettings.AppKey);
        var secret = Word(settings, TikTokSettings.AppSecret);
        var service = Word(settings, TikTokSettings.ServiceId);
        var instead = OtherServer(settings);
        return new TikTokApp(key, secret, service, instead ?? Page(settings), instead);
    }

    private static string Word(IReadOnlyDictionary<string, string> settings, string key) =>
        !settings.TryGetValue(key, out var value) || string.IsNullOrWhiteSpace(value)
            ? throw Wrong($"The setting \"{key}\" is missing. Enter it and connect again.")
        : value.Trim() is var word && word.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_')
            ? word
            : throw Wrong($"The setting \"{key}\" holds letters and digits only. Copy it from the app's page in TikTok Shop's Partner Center.");

    private static Uri Page(IReadOnlyDictionary<string, string> settings) => settings.GetValueOrDefault(TikTokSettings.Market)?.Trim().ToUpperInvariant() switch
    {
        null or "" => SignInPage,
        "US" => SignInPageUs,
        _ => throw Wrong($"The setting \"{TikTokSettings.Market}\" is \"US\" for shops in the USA and empty for all others."),
    };

    private static Uri? OtherServer(IReadOnlyDictionary<string, string> settings)
    {
        if (settings.GetValueOrDefault(TikTokSettings.Url)?.Trim() is not { Length: > 0 } entered)
        {
            return null;
        }

        return Uri.TryCreate(entered, UriKind.Absolute, out var address) && address.Scheme is "http" or "https"
            ? new Uri(address.GetLeftPart(UriPartial.Authority))
            : throw Wrong($"The setting \"{TikTokSettings.Url}\" is not an address. Leave it empty for TikTok Shop itself.");
    }

    private static ConnectorException Wrong(string message) => new(FailureKind.NeedsReauth, message);
}
