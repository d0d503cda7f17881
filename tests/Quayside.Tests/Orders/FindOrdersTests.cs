using Microsoft.Extensions.Time.Testing;
using Quayside.Connectors;
using Quayside.Database;
using Quayside.Orders;
using Quayside.Tests.Harness;

namespace Quayside.Tests.Orders;

public sealed class FindOrdersTests(TestDatabase database) : SeededTest(database)
{
    private static readonly DateTimeOffset Then = Seeds.Then;

    [Fact]
    public async Task Every_order_comes_exactly_once_newest_first_also_when_placed_at_the_same_moment()
    {
        var store = Seeds.Store();
        var ids = Enumerable.Range(0, 30).Select(n => Seeds.Order(store, $"{n}", Then.AddHours(n / 10)).Id).ToList();
        await Seeds.SaveAsync();

        var all = await Paging.AllAsync(cursor => FindAsync(new OrderFilter(), cursor, limit: 4));

        Assert.Equal(ids.Order(), all.Select(o => o.Id).Order());
        Assert.Equal(all.Select(o => o.PlacedAt).OrderDescending(), all.Select(o => o.PlacedAt));
    }

    [Fact]
    public async Task Store_state_time_and_words_narrow_the_list()
    {
        var (one, other) = (Seeds.Store(), Seeds.Store());
        Seeds.Order(one, "A-1", Then);
        Seeds.Order(one, "A-2", Then.AddDays(1), OrderState.Completed);
        Seeds.Order(other, "B-1", Then.AddDays(2)).SearchText = SearchText.Of("B-1", "Ada Byron", "ada@mail.example");
        await Seeds.SaveAsync();

        Assert.Equal(["A-2", "A-1"], await NumbersAsync(new OrderFilter(one.Id)));
        Assert.Equal(["A-2"], await NumbersAsync(new OrderFilter(State: OrderState.Completed)));
        Assert.Equal(["B-1", "A-1"], await NumbersAsync(new OrderFilter(Open: true)));
        Assert.Equal(["A-2"], await NumbersAsync(new OrderFilter(Open: false)));
        Assert.Equal(["A-2"], await NumbersAsync(new OrderFilter(From: Then.AddDays(1), To: Then.AddDays(2))));
        Assert.Equal(["A-2", "A-1"], await NumbersAsync(new OrderFilter(Query: "a-")));
        Assert.Equal(["B-1"], await NumbersAsync(new OrderFilter(Query: "byron ada b-1")));
        Assert.Empty(await NumbersAsync(new OrderFilter(Query: "byron a-1")));
        Assert.Equal("not_found", (await FindAsync(new OrderFilter(1), null, 50)).Refusal?.Code);
    }

    [Fact]
    public async Task Only_an_open_order_with_an_unlinked_line_needs_attention()
    {
        var store = Seeds.Store();
        var listing = Seeds.Listing(store, "x");
        var (linked, ended, never) = (Seeds.Variation(listing, "A"), Seeds.Variation(listing, "B"), Seeds.Variation(listing, "C"));
        Seeds.Link(linked, Seeds.Item("A"));
        Seeds.Link(ended, Seeds.Item("B"), hasEnded: true);
        Seeds.Line(Seeds.Order(store, "linked"), linked);
        Seeds.Line(Seeds.Order(store, "ended"), ended);
        Seeds.Line(Seeds.Order(store, "never"), never);
        Seeds.Line(Seeds.Order(store, "product is gone"), null);
        Seeds.Line(Seeds.Order(store, "closed", state: OrderState.Completed), never);
        Seeds.Order(store, "fees only");
        await Seeds.SaveAsync();

        var all = (await FindAsync(new OrderFilter(), null, 50)).Value!.Items;

        string[] expected = ["ended", "never", "product is gone"];
        Assert.Equal(expected, all.Where(o => o.Attention.Count > 0).Select(o => o.Number).Order(StringComparer.Ordinal));
        Assert.Equal(expected, (await NumbersAsync(new OrderFilter(Attention: true))).Order(StringComparer.Ordinal));
        Assert.All(all.SelectMany(o => o.Attention), a => Assert.Equal(AttentionReason.UnlinkedSku, a.Reason));
    }

    [Fact]
    public async Task A_sum_that_does_not_add_up_is_noted_and_needs_nobody()
    {
        var order = Seeds.Order(Seeds.Store(), "odd", state: OrderState.Completed, difference: -35);
        await Seeds.SaveAsync();

        var found = (await new GetOrder(Databases).RunAsync(Seeds.Caller, order.Id, Cancellation)).Value!;

        var note = Assert.Single(found.Notes);
        Assert.Equal(NoteReason.TotalsDiffer, note.Reason);
        Assert.Contains("-0.35 EUR", note.Text, StringComparison.Ordinal);
        Assert.Empty(found.Attention);
    }

    [Fact]
    public async Task A_line_shows_the_stock_item_that_its_variation_is_linked_to_now()
    {
        var store = Seeds.Store();
        var variation = Seeds.Variation(Seeds.Listing(store, "x"), "A");
        var (before, now) = (Seeds.Item("BEFORE"), Seeds.Item("NOW"));
        Seeds.Link(variation, before, hasEnded: true);
        Seeds.Link(variation, now);
        var order = Seeds.Order(store, "1");
        Seeds.Line(order, variation);
        await Seeds.SaveAsync();

        var line = Assert.Single((await new GetOrder(Databases).RunAsync(Seeds.Caller, order.Id, Cancellation)).Value!.Lines);

        Assert.Equal((now.Id, "NOW"), (line.StockItemId!.Value, line.MasterSku));
    }

    [Fact]
    public async Task Days_are_those_of_the_viewers_calendar()
    {
        var store = Seeds.Store();
        Seeds.Order(store, "late evening in Kolkata", new DateTimeOffset(2026, 3, 9, 18, 29, 59, TimeSpan.Zero));
        Seeds.Order(store, "past midnight in Kolkata", new DateTimeOffset(2026, 3, 9, 18, 30, 0, TimeSpan.Zero));
        Seeds.Order(store, "too long ago", new DateTimeOffset(2026, 3, 7, 18, 29, 0, TimeSpan.Zero));
        await Seeds.SaveAsync();
        var perDay = new OrdersPerDay(Databases, new FakeTimeProvider(new DateTimeOffset(2026, 3, 9, 20, 0, 0, TimeSpan.Zero)));

        var days = await perDay.RunAsync(
            Seeds.Caller, TimeZoneInfo.FindSystemTimeZoneById("Asia/Kolkata"), null, days: 3, Cancellation);

        Assert.Equal([new(new(2026, 3, 8), 0), new(new(2026, 3, 9), 1), new DayOfOrders(new(2026, 3, 10), 1)], days);
    }

    private Task<Outcome<Slice<OrderView>>> FindAsync(OrderFilter filter, string? cursor, int limit) =>
        new FindOrders(Databases).RunAsync(Seeds.Caller, filter, cursor, limit, Cancellation);

    private async Task<IEnumerable<string>> NumbersAsync(OrderFilter filter) =>
        (await FindAsync(filter, null, 50)).Value!.Items.Select(o => o.Number);
}
