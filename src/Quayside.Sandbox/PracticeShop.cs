using Microsoft.AspNetCore.Http;
using Quayside.Sandbox.Lazada;
using Quayside.Sandbox.Shopee;
using Quayside.Sandbox.TikTokShop;
using Quayside.Sandbox.WooCommerce;

namespace Quayside.Sandbox;

/// <summary>One practice shop that is listening: where it is, its keys, its data, what goes wrong in it and who called.</summary>
public sealed class PracticeShop
{
    private readonly PracticeKeys _keys;
    private readonly PracticeKey _firstKey;
    private Func<Task> _stop = () => Task.CompletedTask;

    internal PracticeShop(ShopOptions options)
    {
        Options = options;
        Data = ShopSeed.Make(options);
        _keys = new PracticeKeys(options.Key, options.Seed);
        _firstKey = _keys.Issue("read");
    }

    public ShopOptions Options { get; private set; }

    /// <summary>https when the shop has a certificate, else http. Without a path.</summary>
    public Uri Address { get; private set; } = new("http://127.0.0.1");

    /// <summary>The plain http address; the same as <see cref="Address"/> without a certificate.</summary>
    public Uri PlainAddress { get; private set; } = new("http://127.0.0.1");

    /// <summary>A read-only key, there from the start.</summary>
    public string ConsumerKey => _firstKey.Key;

    public string ConsumerSecret => _firstKey.Secret;

    /// <summary>How far the shop's clock is ahead of the world's; negative is behind. Signatures, dates of answers and of changes go by it.</summary>
    public TimeSpan ClockAhead { get; set; }

    /// <summary>What time it is in the shop.</summary>
    public DateTimeOffset Now => Options.Clock.GetUtcNow() + ClockAhead;

    /// <summary>What happens in it while it is watched.</summary>
    public ShopLife Life => new(Data, () => Now);

    public FaultPlan Faults { get; } = new();

    public CallLog Calls { get; } = new();

    public ShopData Data { get; }

    /// <summary>What a seller enters to connect it, by the names of Quayside's forms.</summary>
    public IReadOnlyDictionary<string, string> Settings => Protocol.Settings;

    /// <summary>The shop's webhooks, for tests and for whoever wants to send their deliveries.</summary>
    /// <exception cref="InvalidOperationException">The channel has none, or the shop does not listen yet.</exception>
    public PracticeWebhooks Webhooks => (Protocol as WooProtocol)?.Webhooks ?? throw new InvalidOperationException("This practice shop sends no webhooks.");

    /// <summary>Whether its sellers sign in at the channel instead of copying a key.</summary>
    public bool SignsIn => Protocol.SignsIn;

    /// <summary>The codes and tokens of a marketplace where sellers sign in.</summary>
    /// <exception cref="InvalidOperationException">The channel has none.</exception>
    public PracticeTokens Tokens => Protocol.Tokens ?? throw new InvalidOperationException("Nobody signs in at this practice shop.");

    /// <summary>What a seller does in the browser: opens the address, says yes, and is sent back.</summary>
    /// <returns>Where to; null when the marketplace does not take the address.</returns>
    public Uri? Consent(Uri address) => Protocol.Consent(new PracticeRequest(
        "GET", address.Scheme, address.AbsolutePath, address.Query.TrimStart('?'), new HeaderDictionary(), [], Now));

    /// <exception cref="InvalidOperationException">The shop does not listen yet.</exception>
    internal IPracticeProtocol Protocol
    {
        get => field ?? throw new InvalidOperationException("The shop does not listen yet.");
        private set;
    }

    /// <param name="permissions">read, write or read_write. Writes to anything but webhooks are refused whatever it says.</param>
    public (string Key, string Secret) IssueKey(string permissions = "read")
    {
        var key = _keys.Issue(permissions);
        return (key.Key, key.Secret);
    }

    /// <summary>Revokes a key for good. To revoke for a while, use <see cref="FaultKind.ExpiredKey"/>.</summary>
    public void ExpireKey(string consumerKey) => _keys.Expire(consumerKey);

    /// <summary>Makes the data anew; keys, address and faults stay.</summary>
    public void Reseed(int listings, int orders, int seed, int? variations = null)
    {
        Options = Options with { Listings = listings, Orders = orders, Seed = seed, Variations = variations };
        Data.ReplaceWith(ShopSeed.Make(Options));
    }

    /// <summary>Stops listening, as a shop that dies. It does not come back.</summary>
    public Task StopAsync() => _stop();

    internal void Listening(Uri address, Uri plainAddress, Func<Task> stop)
    {
        Address = address;
        PlainAddress = plainAddress;
        _stop = stop;
        var origin = address.GetLeftPart(UriPartial.Authority);
        Protocol = Options.Channel switch
        {
            "woocommerce" => new WooProtocol(this, _keys, origin),
            "shopee" => new ShopeeProtocol(this, origin),
            "lazada" => new LazadaProtocol(this, origin),
            "tiktokshop" => new TikTokProtocol(this, origin),
            _ => throw new NotSupportedException($"There is no practice shop for the channel {Options.Channel} yet."),
        };
    }
}
