using System.Security.Cryptography.X509Certificates;

namespace Quayside.Sandbox;

/// <summary>What a practice shop is like. Two shops with equal options hold the same data, row for row.</summary>
public sealed record ShopOptions
{
    public string Key { get; init; } = "harbour";

    public string Name { get; init; } = "Harbour Supplies";

    /// <summary>The wire protocol the shop speaks: "woocommerce", "shopee", "lazada" or "tiktokshop".</summary>
    public string Channel { get; init; } = "woocommerce";

    /// <summary>Products, variable parents included and their variations not.</summary>
    public int Listings { get; init; } = 250;

    /// <summary>The exact number of variations in the whole shop; null lets each variable product have a few of its own.</summary>
    public int? Variations { get; init; }

    public int Orders { get; init; } = 120;

    public int Seed { get; init; } = 1;

    /// <summary>0 takes any free port. Ask for a fixed one when the address must survive a restart.</summary>
    public int Port { get; init; }

    /// <summary>True makes the data as sellers make it: blank and doubled SKUs, wrong barcodes, deleted products in orders.</summary>
    public bool Messy { get; init; } = true;

    public string Currency { get; init; } = "EUR";

    /// <summary>The country of a marketplace's shop, ISO 3166-1 alpha-2.</summary>
    public string Region { get; init; } = "SG";

    /// <summary>How many shops a marketplace's sign-in leads to; all of them hold the same.</summary>
    public int ShopsBehindSignIn { get; init; } = 1;

    /// <summary>Calls a second that a marketplace takes; null is no limit.</summary>
    public int? CallsPerSecond { get; init; }

    /// <summary>Which way the shop goes where a marketplace's reference leaves two open.</summary>
    public IReadOnlySet<string> Quirks { get; init; } = new HashSet<string>();

    /// <summary>What the system status calls store_id. Null derives one from key and seed; "" leaves it out, as old versions do.</summary>
    public string? StoreId { get; init; }

    /// <summary>The home address the shop claims and checks signatures for; null is the address it is reached at. No trailing slash.</summary>
    public string? HomeUrl { get; init; }

    /// <summary>Sells partly the same goods as a shop with this seed, some under the same SKU and some under another.</summary>
    public int? SharesGoodsWithSeed { get; init; }

    /// <summary>Orders lie in the 120 days before this. Keep it over a restart, or every order moves.</summary>
    public DateTimeOffset Now { get; init; } = TimeProvider.System.GetUtcNow();

    /// <summary>The clock of requests: signatures, nonces and the Date header.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>The shop's own zone as hours east of UTC. It shifts every date that is not *_gmt, and dates in queries.</summary>
    public double GmtOffsetHours { get; init; }

    /// <summary>WooCommerce 10.3 and later list all variations at /variations; false answers rest_no_route as older ones do.</summary>
    public bool FlatVariations { get; init; } = true;

    /// <summary>Until woocommerce pull request 63743 (April 2026) status=any listed carts in checkout (checkout-draft) among the orders.</summary>
    public bool AnyListsCheckoutDrafts { get; init; }

    /// <summary>A shop that never chose its addresses: nothing under /wp-json/, the API at ?rest_route=.</summary>
    public bool PlainPermalinks { get; init; }

    /// <summary>False is a shop with plain permalinks whose version knows keys under /wp-json/ only (before 11.1).</summary>
    public bool KeysOpenRestRoute { get; init; } = true;

    /// <summary>False refuses only the system status, as security plugins do.</summary>
    public bool MayReadSystemStatus { get; init; } = true;

    /// <summary>False is a key whose user sees products and orders but may not manage the shop: no settings, zones, reports.</summary>
    public bool MayManageShop { get; init; } = true;

    /// <summary>The order statuses that plugins registered beside the shop's own, as slug and name.</summary>
    public IReadOnlyList<(string Slug, string Name)> CustomStatuses { get; init; } = [("shipped", "Shipped"), ("partial-shipped", "Partially shipped")];

    public string Version { get; init; } = "11.0.1";

    /// <summary>For practice stores on Lazada.</summary>
    public LazadaOptions Lazada { get; init; } = new();

    /// <summary>For practice shops on TikTok Shop.</summary>
    public TikTokOptions TikTok { get; init; } = new();

    /// <summary>Serves https with this certificate (private key included), and plain http on a second port.</summary>
    public X509Certificate2? Certificate { get; init; }

    /// <summary>How long each answer takes, at least: what making it takes is part of it.</summary>
    public TimeSpan Latency { get; init; }

    /// <summary>Requests above this many at a time get 429 with Retry-After; null is no limit.</summary>
    public int? MaxConcurrentRequests { get; init; }

    /// <summary>Rendered pages are kept up to this size and served again without work.</summary>
    public int PageCacheMegabytes { get; init; } = 64;
}
