using Microsoft.EntityFrameworkCore;
using Quayside.Catalogue;
using Quayside.Connectors;
using Quayside.Database;
using Quayside.Database.Bulk;
using Quayside.Stores;
using Quayside.Tests.Harness;

namespace Quayside.Tests.Database;

public sealed class BulkInsertTests(TestDatabase database) : IClassFixture<TestDatabase>, IAsyncLifetime
{
    private readonly Databases _databases = TestDatabase.Open(database.Engine, database.ConnectionString);
    private Seeds _seeds = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _seeds = await Seeds.NewOrganisationAsync(_databases);

    public ValueTask DisposeAsync()
    {
        _databases.Dispose();
        return ValueTask.CompletedTask;
    }

    [Theory]
    [InlineData("")]
    [InlineData(null)]
    [InlineData("naïve, 日本語, 🚢")]
    public async Task Text_comes_back_as_it_was_written_and_empty_is_not_null(string? text)
    {
        var store = _seeds.Store();
        await _seeds.SaveAsync();
        var longer = string.Concat(Enumerable.Repeat("語", 2000));
        Listing[] written = [Listing(store, "1", text, "short"), Listing(store, "2", longer, text ?? ""), Listing(store, "3", text, longer)];

        await using (var write = await WriteTransaction.BeginAsync(_databases, store.OrganisationId, Cancellation))
        {
            await write.Db.InsertManyAsync(written, Cancellation);
            await write.CommitAsync(Cancellation);
        }

        await using var db = _databases.Open(store.OrganisationId);
        var read = await db.Listings.AsNoTracking().Where(l => l.StoreId == store.Id).OrderBy(l => l.ChannelListingId).ToListAsync(Cancellation);
        Assert.Equal(written.Select(l => (l.Brand, l.Title, l.SharedQuantity)), read.Select(l => (l.Brand, l.Title, l.SharedQuantity)));
    }

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
