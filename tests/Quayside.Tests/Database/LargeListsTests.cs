using System.Diagnostics;
using System.Globalization;
using System.Text;
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

    // Milliseconds. Far above what is measured (docs/measured), far below what row by row takes.
    private const int Pause = 1_000;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>Asks one question; takes the cursor and the round, gives the next cursor.</summary>
    private delegate Task<string?> Ask(string? cursor, int round);

    [Fact]
    public async Task A_part_of_a_list_of_100_000_comes_without_a_pause()
    {
        Requires.Long();
        using var databases = TestDatabase.Open(database.Engine, database.ConnectionString);
        var caller = (await Seeds.NewOrganisationAsync(databases)).Caller;
        var rows = new ManyRows(databases, caller.OrganisationId, listings: 66_000, orders: 60_000);
        await rows.AddAsync(Cancellation);
        Assert.True(rows.Variations >= 100_000);

        var (slow, table, plans) = (new List<string>(), new StringBuilder(), new StringBuilder());
        foreach (var (name, ask) in Questions(databases, caller, rows))
        {
            var (median, p95) = await MeasureAsync(ask);
            table.Append(CultureInfo.InvariantCulture, $"| {name} | {median:F0} | {p95:F0} |\n");
            plans.Append(CultureInfo.InvariantCulture, $"{name}\n    {string.Join("\n    ", await PlanAsync(databases, ask))}\n");
            if (p95 > Pause)
            {
                slow.Add($"{name}: {p95:F0} ms");
            }
        }

        await WriteAsync(rows, table, plans);
        Assert.Empty(slow);
    }

    private static IEnumerable<(string Name, Ask Ask)> Questions(Databases databases, Caller caller, ManyRows rows)
    {
        yield return ("listings, newest first", Listings(_ => new()));
        yield return ("listings, by title", Listings(_ => new(Sort: ListingSort.Title)));
        yield return ("listings of a small store", Listings(_ => new(StoreId: rows.Small.Id)));
        yield return ("listings of a small store, by title", Listings(_ => new(StoreId: rows.Small.Id, Sort: ListingSort.Title)));
        yield return ("listings, drafts", Listings(_ => new(Status: ListingStatus.Draft)));
        yield return ("listings, a title typed", Listings(n => new(Query: $"Kettle No. {n * 313}")));
        yield return ("listings, a variation's SKU typed", Listings(n => new(Query: $"sku-{n * 300}-2")));
        yield return ("listings, a word typed that none has", Listings(n => new(Query: $"zebra{n}")));
        yield return ("listings, a word typed that all have, by title", Listings(_ => new(Query: "no.", Sort: ListingSort.Title)));
        yield return ("listings, two words of a title typed", Listings(n => new(Query: $"{n * 313} kettle")));
        yield return ("listings, two words typed that all have, by title", Listings(_ => new(Query: "no. harbour", Sort: ListingSort.Title)));
        yield return ("listings, a word of the title and a variation's SKU typed", Listings(n => new(Query: $"harbour sku-{n * 300}-2")));
        yield return ("listings, two words typed, of which none has the one", Listings(n => new(Query: $"kettle {n % 10}zebra")));
        yield return ("listings, eight words typed", Listings(_ => new(Query: "harbour kettle no. sku- -0 400 13 7")));
        yield return ("listings, unlinked", Listings(_ => new(Link: LinkState.Unlinked)));
        yield return ("listings, in conflict", Listings(_ => new(Link: LinkState.Conflict)));
        yield return ("stock items, by SKU", Items(_ => new()));
        yield return ("stock items, a SKU typed", Items(n => new(Query: $"sku-{n * 300}-2")));
        yield return ("stock items, a word typed that none has", Items(n => new(Query: $"zebra{n}")));
        yield return ("stock items, two words of a title typed", Items(n => new(Query: $"{n * 313} kettle")));
        yield return ("stock items of a small store", Items(_ => new(StoreId: rows.Small.Id)));
        yield return ("stock items with discrepancies", Items(_ => new(OnlyDiscrepancies: true)));
        yield return ("orders, newest first", Orders(_ => new()));
        yield return ("orders of a small store", Orders(_ => new(StoreId: rows.Small.Id)));
        yield return ("orders that need attention", Orders(_ => new(Attention: true)));
        yield return ("orders without a carrier", Orders(_ => new(Reason: AttentionReason.NoCarrier)));
        yield return ("orders, an address typed", Orders(n => new(Query: $"buyer{n * 250}@mail.example")));
        yield return ("orders, a word typed that none has", Orders(n => new(Query: $"zebra{n}")));
        yield return ("orders, a name and a number typed", Orders(n => new(Query: $"{10_000 + (n * 250)} buyer")));
        yield return ("orders per day, 90 days", PerDayAsync);
        yield return ("what a store sells, two words typed", Sells(n => $"kettle {n * 313}"));
        yield return ("what a store sells, eight words typed", Sells(_ => "harbour kettle no. sku- -0 400 13 zebra"));
        yield return ("what a store sells, a SKU typed", Sells(n => $"sku-{n * 300}-2"));
        yield return ("what a store sells, a word typed that none has", Sells(n => $"zebra{n}"));
        yield return ("who bought before, a name typed", Buys(n => $"buyer{n * 250}"));

        Ask Listings(Func<int, ListingFilter> filter) => async (cursor, round) =>
            Next(await new FindListings(databases).RunAsync(caller, filter(round), cursor, 50, Cancellation));

        Ask Items(Func<int, StockItemFilter> filter) => async (cursor, round) =>
            Next(await new FindStockItems(databases).RunAsync(caller, filter(round), cursor, 50, Cancellation));

        Ask Orders(Func<int, OrderFilter> filter) => async (cursor, round) =>
            Next(await new FindOrders(databases).RunAsync(caller, filter(round), cursor, 50, Cancellation));

        Ask Sells(Func<int, string> typed) => async (_, round) =>
        {
            Assert.Null((await new FindSellable(databases).RunAsync(caller, rows.Large.Id, typed(round), Cancellation)).Refusal);
            return null;
        };

        Ask Buys(Func<int, string> typed) => async (_, round) =>
        {
            await new FindBuyers(databases).RunAsync(caller, typed(round), Cancellation);
            return null;
        };

        async Task<string?> PerDayAsync(string? cursor, int round)
        {
            var perDay = new OrdersPerDay(databases, new FakeTimeProvider(rows.LastOrderAt));
            await perDay.RunAsync(caller, TimeZoneInfo.Utc, null, 90, Cancellation);
            return null;
        }
    }

    private static string? Next<T>(Outcome<Slice<T>> outcome)
    {
        Assert.Null(outcome.Refusal);
        return outcome.Value!.Next;
    }

    // Goes on from part to part, and begins again at the end.
    private static async Task<(double Median, double P95)> MeasureAsync(Ask ask)
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
        return (times[Rounds / 2], times[(int)(Rounds * 0.95)]);
    }

    // Of the second part where there is one: it begins at a place.
    private static async Task<IReadOnlyList<string>> PlanAsync(Databases databases, Ask ask)
    {
        var cursor = await ask(null, 1);
        using var commands = new Commands();
        await ask(cursor, 1);
        return await commands.PlanAsync(databases, Cancellation);
    }

    private async Task WriteAsync(ManyRows rows, StringBuilder table, StringBuilder plans)
    {
        var folder = Directory.CreateDirectory(Repository.PathOf("docs/measured"));
        var text = $"""
            # Lists on {(database.Engine == TestEngine.Sqlite ? "SQLite" : "PostgreSQL")}

            Written by `./test --long` ({nameof(LargeListsTests)}): {rows.Variations} variations, 66000 listings in two stores, 60000 orders; parts of 50,
            {Rounds} requests for each question, going on from part to part. Milliseconds, with all queries that a part takes.

            | asked for | median | p95 |
            |---|---|---|
            {table}
            ## How they are read

            The plan of the query that finds the rows of a part; what they are joined to is looked up by key.

            ```
            {plans.ToString().TrimEnd()}
            ```

            """;
        await File.WriteAllTextAsync(
            Path.Combine(folder.FullName, $"lists-{database.Engine.ToString().ToLowerInvariant()}.md"), text, Cancellation);
    }
}
