namespace Quayside.Sandbox;

/// <summary>What a practice shop on TikTok Shop is like beyond what every practice shop has.</summary>
public sealed record TikTokOptions
{
    /// <summary>Shops behind one sign-in, each in a market of its own and with goods and orders of its own. More than one make a cross-border seller.</summary>
    public int Shops { get; init; } = 1;

    /// <summary>What the seller lets the app do, by scope key.</summary>
    public IReadOnlyList<string> Scopes { get; init; } =
        ["seller.authorization.info", "seller.product.basic", "seller.order.info", "seller.fulfillment.basic", "seller.logistics"];

    public TimeSpan CodeLives { get; init; } = TimeSpan.FromMinutes(30);

    public TimeSpan AccessLives { get; init; } = TimeSpan.FromDays(7);

    /// <summary>From the sign-in on: renewing does not make it longer.</summary>
    public TimeSpan RefreshLives { get; init; } = TimeSpan.FromDays(365);

    /// <summary>Whether renewing gives another refresh token or the same again; the documents leave it open.</summary>
    public bool RefreshTokenChanges { get; init; } = true;

    /// <summary>Whether a refresh token that gave another one is refused from then on; the documents leave it open.</summary>
    public bool RefreshTokenWorksOnce { get; init; } = true;

    /// <summary>The most products that a search may find.</summary>
    public int MostProductsFound { get; init; } = 10_000;

    /// <summary>Whether a search that finds too many is refused at once, or only the page beyond the last that is shown; the documents leave it open.</summary>
    public bool RefusesLargeSearchAtOnce { get; init; } = true;
}
