using Quayside.Connectors;

namespace Quayside.Tests.Harness;

/// <summary>Short words for the listings and orders that a test puts into a <see cref="ScriptedChannel"/>.</summary>
internal static class ScriptedShop
{
    private static readonly Currency Euro = new("EUR");

    public static ChannelListing Listing(string id, string? sku = null, decimal? quantity = 5, string? gtin = null, string? title = null) =>
        Parent(id, title ?? $"Thing {id}", null, null, Variation(id, id, sku, quantity, gtin));

    public static ChannelListing Parent(string id, string title, string? sku, decimal? shared, params ChannelVariation[] variations) =>
        new(id, title, null, ListingStatus.Active, null, null, sku, [], shared, null, variations);

    public static ChannelVariation Variation(
        string listingId, string id, string? sku, decimal? quantity = 5, string? gtin = null, StockTracking? tracking = null) => new(
        id, listingId, sku, gtin, null, new UnitPrice("9.90", Euro), quantity,
        tracking ?? (quantity is null ? StockTracking.NotTracked : StockTracking.Tracked), [], null, ListingStatus.Active, null);

    public static ChannelOrder Order(
        string id, DateTimeOffset placedAt, OrderState state = OrderState.ReadyToShip, string? listing = null, decimal quantity = 1,
        string? variation = null, decimal? open = null, params ChannelShipping[] shipping) => new(
        id, $"#{id}", placedAt, null, state.ToString(), state, Money(990), Money(0), null, Money(0), Money(0), Money(0),
        new Buyer("A. Buyer", null, null), null,
        [
            new ChannelOrderLine(
                "1", listing, variation ?? listing, null, "Thing", quantity, open ?? (state == OrderState.ReadyToShip ? quantity : 0),
                new UnitPrice("9.90", Euro), Money(990)),
        ],
        shipping, []);

    private static Money Money(long minor) => new(minor, Euro);
}
