using Microsoft.EntityFrameworkCore;
using Quayside.Catalogue;
using Quayside.Connectors;
using Quayside.Database;
using Quayside.Database.Bulk;
using Quayside.Stores;
using Quayside.Tests.Harness;

namespace Quayside.Tests.Database;

public sealed class BulkInsertTests(TestDatabase database) : SeededTest(database)
{
    [Theory]
    [InlineData("")]
    [InlineData(null)]
    [InlineData("naïve, 日本語, 🚢")]
    public async Task Text_comes_back_as_it_was_written_and_empty_is_not_null(string? text)
    {
        var store = Seeds.Store();
        await Seeds.SaveAsync();
        var longer = string.Concat(Enumerable.Repeat("語", 2000));
        Listing[] written = [Listing(store, "1", text, "short"), Listing(store, "2", longer, text ?? ""), Listing(store, "3", text, longer)];

        await using (var write = await WriteTransaction.BeginAsync(Databases, store.OrganisationId, Cancellation))
        {
            await write.Db.InsertManyAsync(written, Cancellation);
            await write.CommitAsync(Cancellation);
        }

        await using var db = Databases.Open(store.OrganisationId);
        var read = await db.Listings.AsNoTracking().Where(l => l.StoreId == store.Id).OrderBy(l => l.ChannelListingId).ToListAsync(Cancellation);
        Assert.Equal(written.Select(l => (l.Brand, l.Title, l.SharedQuantity)), read.Select(l => (l.Brand, l.Title, l.SharedQuantity)));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Every_kind_of_value_is_stored_as_the_model_stores_it(bool isFilled)
    {
        var store = Seeds.Store();
        var listing = Seeds.Listing(store, "Lamp");
        await Seeds.SaveAsync();
        var (inBulk, byModel) = (Variation(listing, "1", isFilled), Variation(listing, "2", isFilled));

        await using (var write = await WriteTransaction.BeginAsync(Databases, store.OrganisationId, Cancellation))
        {
            await write.Db.InsertManyAsync([inBulk], Cancellation);
            write.Db.Add(byModel);
            await write.CommitAsync(Cancellation);
        }

        Assert.Equal(await ColumnsAsync(byModel.Id), await ColumnsAsync(inBulk.Id));

        // As the model reads them: a change would be written.
        await using var again = await WriteTransaction.BeginAsync(Databases, store.OrganisationId, Cancellation);
        var changes = new RowChanges<ListingVariation>(again.Db);
        Assert.False(changes.Add(inBulk, await again.Db.Variations.AsNoTracking().SingleAsync(v => v.Id == inBulk.Id, Cancellation)));
        Assert.True(changes.Add(inBulk, await again.Db.Variations.AsNoTracking().SingleAsync(v => v.Id == byModel.Id, Cancellation)));
    }

    private async Task<List<object>> ColumnsAsync(long id)
    {
        await using var db = Databases.Open(Seeds.Caller.OrganisationId);
        await db.Database.OpenConnectionAsync(Cancellation);
        await using var command = db.Database.GetDbConnection().CreateCommand();
        command.CommandText = $"SELECT * FROM listing_variations WHERE id = {id}";
        await using var reader = await command.ExecuteReaderAsync(Cancellation);
        Assert.True(await reader.ReadAsync(Cancellation));
        return [.. Enumerable.Range(0, reader.FieldCount).Where(i => reader.GetName(i) is not ("id" or "channel_variation_id")).Select(reader.GetValue)];
    }

    private static ListingVariation Variation(Listing listing, string id, bool isFilled) => new()
    {
        OrganisationId = listing.OrganisationId,
        StoreId = listing.StoreId,
        ListingId = listing.Id,
        ChannelVariationId = id,
        SellerSku = isFilled ? "00123" : null,
        SkuKeyVersion = 7,
        PackSize = isFilled ? 12 : null,
        Quantity = isFilled ? -2.375m : null,
        Tracking = StockTracking.Tracked,
        Options = isFilled ? [new VariationOption("Größe", "10 \"cm\"")] : [],
        Status = ListingStatus.Inactive,
        ChangedAt = isFilled ? new DateTimeOffset(2026, 2, 3, 4, 5, 6, 789, TimeSpan.FromHours(5.5)) : null,
        SearchText = "",
    };

    private static Listing Listing(Store store, string id, string? brand, string title) => new()
    {
        OrganisationId = store.OrganisationId,
        StoreId = store.Id,
        ChannelListingId = id,
        Title = title,
        Brand = brand,
        Status = ListingStatus.Active,
        Images = [],
        SharedQuantity = -1.5m,
        SearchText = title,
    };
}
