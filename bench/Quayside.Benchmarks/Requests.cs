using Microsoft.EntityFrameworkCore;

namespace Quayside.Benchmarks;

/// <summary>The least a shop can be read with, as docs/connectors/woocommerce.md has it.</summary>
internal static class Requests
{
    private const int PageSize = 100;
    private const int Identify = 2;
    private const int ZonesOfPracticeShop = 3;

    public static async Task<long> LeastAsync(Place place)
    {
        using var databases = place.Open();
        await using var db = databases.OpenForNobody();
        var products = await db.Listings.IgnoreQueryFilters().LongCountAsync();
        var variations = await (
            from variation in db.Variations.IgnoreQueryFilters()
            join listing in db.Listings.IgnoreQueryFilters() on variation.ListingId equals listing.Id
            where variation.ChannelVariationId != listing.ChannelListingId
            select variation).LongCountAsync();
        var orders = await db.Orders.IgnoreQueryFilters().LongCountAsync();
        return Identify + Pages(products) + Pages(variations) + Pages(orders) + 1 + ZonesOfPracticeShop;
    }

    private static long Pages(long rows) => Math.Max(1, (rows + PageSize - 1) / PageSize);
}
