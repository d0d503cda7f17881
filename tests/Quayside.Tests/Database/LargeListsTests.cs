using System.Diagnostics;
using Microsoft.Extensions.Time.Testing;
using Quayside.Catalogue;
using Quayside.Connectors;
using Quayside.Database;
using Quayside.Inventory;
using Quayside.Orders;
using Quayside.Organisations;
using Quayside.Tests.Harness;

namespace Quayside.Tests.Database;

/// <summary>Lists over more than 100,000 variations: how long a part takes, whatever it is asked for.</summary>
public sealed class LargeListsTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private const int Rounds = 200;

    // Milliseconds. Far above what is measured (docs/lists.md), far below what a query without its index takes.
    private const int Pause = 1_000;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_part_of_a_list_of_100_000_comes_without_a_pause()
    {
        Requires.Long();
        using var databases = TestDatabase.Open(database.Engine, database.ConnectionString);
        var caller = new Caller(await NewOrganisationAsync(databases), Role.Viewer, "test");
        var rows = new ManyRows(databases, caller.OrganisationId, listings: 66_000, orders: 60_000);
        var clock = Stopwatch.StartNew();
        await rows.AddAsync(Cancellation);
        TestContext.Current.TestOutputHelper!.WriteLine($"{database.Engine}: {rows.Variations} variations in {clock.Elapsed.TotalSeconds:F1} s");
        Assert.True(rows.Variations >= 100_000);

        var slow = new List<string>();
        foreach (var (name, ask) in Questions(databases, caller, rows))
        {
            var p95 = await P95Async(ask);
            TestContext.Current.TestOutputHelper!.WriteLine($"{database.Engine} {name}: p95 {p95:F1} ms");
            if (p95 > Pause)
            {
                slow.Add($"{name}: {p95:F0} ms");
            }
        }

        Assert.Empty(slow);
    }

    private static IEnumerable<(string Name, Func<string?, int, Task<string?>> Ask)> Questions(
        Databases databases, Caller caller, ManyRows rows)
    {
        Func<string?, int, Task<string?>> Listings(Func<int, ListingFilter> filter) => async (cursor, round) =>
            Next(await new FindListings(databases).RunAsync(caller, filter(round), cursor, 50, Cancellation));
        Func<string?, int, Task<string?>> Items(Func<int, StockItemFilter> filter) => async (cursor, round) =>
            Next(await new FindStockItems(databases).RunAsync(caller, filter(round), cursor, 50, Cancellation));
        Func<string?, int, Task<string?>> Orders(Func<int, OrderFilter> filter) => async (cursor, round) =>
            Next(await new FindOrders(databases).RunAsync(caller, filter(round), cursor, 50, Cancellation));

        yield return ("listings, newest", Listings(_ => new()));
        yield return ("listings, by title", Listings(_ => new(Sort: ListingSort.Title)));
        yield return ("listings of the small store", Listings(_ => new(StoreId: rows.Small.Id)));
        yield return ("listings of the small store, by title", Listings(_ => new(StoreId: rows.Small.Id, Sort: ListingSort.Title)));
        yield return ("listings, drafts", Listings(_ => new(Status: ListingStatus.Draft)));
        yield return ("listings, q = a title", Listings(n => new(Query: $"Kettle No. {n * 313}")));
        yield return ("listings, q = a SKU of a variation", Listings(n => new(Query: $"sku-{n * 300}-2")));
        yield return ("listings, q = nothing has it", Listings(n => new(Query: $"zebra {n}")));
        yield return ("listings, q = most have it, by title", Listings(_ => new(Query: "no.", Sort: ListingSort.Title)));
        yield return ("listings, unlinked", Listings(_ => new(Link: LinkState.Unlinked)));
        yield return ("listings, in conflict", Listings(_ => new(Link: LinkState.Conflict)));
        yield return ("stock items, by SKU", Items(_ => new()));
        yield return ("stock items, q = a SKU", Items(n => new(Query: $"sku-{n * 300}-2")));
        yield return ("stock items, q = nothing has it", Items(n => new(Query: $"zebra {n}")));
        yield return ("stock items of the small store", Items(_ => new(StoreId: rows.Small.Id)));
        yield return ("stock items with discrepancies", Items(_ => new(OnlyDiscrepancies: true)));
        yield return ("orders, newest", Orders(_ => new()));
        yield return ("orders of the small store", Orders(_ => new(StoreId: rows.Small.Id)));
        yield return ("orders that need attention", Orders(_ => new(Attention: true)));
        yield return ("orders, q = an address", Orders(n => new(Query: $"buyer{n * 250}@mail.example")));
        yield return ("orders, q = nothing has it", Orders(n => new(Query: $"zebra {n}")));
        yield return ("orders per day", async (_, _) =>
        {
            await new OrdersPerDay(databases, new FakeTimeProvider(rows.LastOrderAt)).RunAsync(caller, TimeZoneInfo.Utc, null, 90, Cancellation);
            return null;
        });
    }

    private static string? Next<T>(Outcome<Slice<T>> outcome)
    {
        Assert.Null(outcome.Refusal);
        return outcome.Value!.Next;
    }

    // Goes on from part to part, and begins again at the end.
    private static async Task<double> P95Async(Func<string?, int, Task<string?>> ask)
    {
        var times = new List<double>(Rounds);
        string? cursor = null;
        for (var round = 0; round < Rounds; round++)
        {
            var begin = Stopwatch.GetTimestamp();
            cursor = await ask(cursor, round);
            times.Add(Stopwatch.GetElapsedTime(begin).TotalMilliseconds);
        }

        times.Sort();
        return times[(int)(Rounds * 0.95)];
    }

    private static async Task<long> NewOrganisationAsync(Databases databases)
    {
        var organisation = new Organisation { Name = "Large", CreatedAt = TimeProvider.System.GetUtcNow() };
        await using var db = databases.OpenForNobody();
        db.Add(organisation);
        await db.SaveChangesAsync(Cancellation);
        return organisation.Id;
    }
}
