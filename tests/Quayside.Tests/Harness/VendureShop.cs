namespace Quayside.Tests.Harness;

/// <summary>A running Vendure and who may sign in. What it sells and sold stands in tests/vendure/catalogue.mjs and orders.mjs.</summary>
/// <param name="Address">Scheme, host and port; the admin API is below it at /admin-api.</param>
/// <param name="Owner">May do everything.</param>
/// <param name="Reader">May read what Quayside reads, and nothing else.</param>
/// <param name="Cataloguer">May read the catalogue, and no orders.</param>
public sealed record VendureShop(
    Uri Address, VendureLogin Owner, VendureLogin Reader, VendureLogin Cataloguer, VendureChannel SecondChannel)
{
    public Uri AdminApi => new(Address, "/admin-api");

    /// <summary>Names in the default channel: 64 products, 99 variants; 15 orders that were placed, one of them 120 days ago.</summary>
    public const int Products = 64;

    public const int Variants = 99;

    public const int PlacedOrders = 15;
}

public sealed record VendureLogin(string Username, string Password);

/// <param name="Currency">Of all prices there; the default channel sells in USD.</param>
/// <param name="Products">How many of the default channel's products are sold there too.</param>
public sealed record VendureChannel(string Code, string Token, string Currency, int Products);
