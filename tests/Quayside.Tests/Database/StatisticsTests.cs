using Microsoft.EntityFrameworkCore;
using Quayside.Catalogue;
using Quayside.Connectors;
using Quayside.Database;
using Quayside.Database.Bulk;
using Quayside.Stores;
using Quayside.Tests.Harness;

namespace Quayside.Tests.Database;

public sealed class StatisticsTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public Task PostgreSQL_counts_tables_that_have_grown_and_leaves_the_others_alone() => CountedByUsAloneAsync(async (db, store) =>
    {
        var counted = new List<long>();
        foreach (var (from, to) in ((int, int)[])[(1, 0), (1, 400), (401, 1000), (1001, 1000), (1001, 1500), (1501, 2000)])
        {
            counted.Add(await CountedAfterAsync(db, Listings(store.OrganisationId, store.Id, from, to)));
        }

        Assert.Equal([0, 0, 1, 1, 1, 2], counted);
    });

    [Fact]
    public Task And_leaves_the_thorough_count_to_the_server() => CountedByUsAloneAsync(async (db, store) =>
    {
        Assert.Equal(1, await CountedAfterAsync(db, Listings(store.OrganisationId, store.Id, 1, 1000)));

        Assert.Equal(1000, await db.Database.SqlQuery<long>(
            $"""SELECT n_mod_since_analyze AS "Value" FROM pg_stat_user_tables WHERE relid = 'listings'::regclass""").SingleAsync(Cancellation));
        Assert.Equal(1000, await db.Database.SqlQuery<float>(
            $"""SELECT reltuples AS "Value" FROM pg_class WHERE oid = 'listings'::regclass""").SingleAsync(Cancellation));
        Assert.Equal("100", await db.Database.SqlQuery<string>(
            $"""SELECT current_setting('default_statistics_target') AS "Value" """).SingleAsync(Cancellation));
    });

    // The server's own count may come at any time.
    private async Task CountedByUsAloneAsync(Func<QuaysideDb, Store, Task> test)
    {
        Assert.SkipWhen(database.Engine == TestEngine.Sqlite, "Only PostgreSQL counts in the middle of a run.");
        using var databases = TestDatabase.Open(database.Engine, await database.NewAsync());
        var seeds = await Seeds.NewOrganisationAsync(databases);
        var store = seeds.Store();
        await seeds.SaveAsync();
        await using var db = databases.Open(store.OrganisationId);
        await db.Database.OpenConnectionAsync(Cancellation);
        await db.Database.ExecuteSqlAsync($"ALTER TABLE listings SET (autovacuum_enabled = false)", Cancellation);

        await test(db, store);
    }

    private static async Task<long> CountedAfterAsync(QuaysideDb db, Listing[] added)
    {
        await using (var transaction = await db.Database.BeginTransactionAsync(Cancellation))
        {
            await db.InsertManyAsync(added, Cancellation);
            await transaction.CommitAsync(Cancellation);
        }

        await db.Database.ExecuteSqlAsync($"SELECT pg_stat_force_next_flush()", Cancellation);
        await Statistics.RefreshAsync(db, Cancellation);
        return await db.Database.SqlQuery<long>(
            $"""SELECT analyze_count AS "Value" FROM pg_stat_user_tables WHERE relid = 'listings'::regclass""").SingleAsync(Cancellation);
    }

    private static Listing[] Listings(long organisationId, long storeId, int from, int to) =>
        [.. Enumerable.Range(from, to - from + 1).Select(i => new Listing
        {
            OrganisationId = organisationId,
            StoreId = storeId,
            ChannelListingId = $"{i}",
            Title = $"Kettle {i}",
            Status = ListingStatus.Active,
            Images = [],
            SearchText = $"kettle {i}",
        })];
}
