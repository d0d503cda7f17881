using System.Text;
using Microsoft.EntityFrameworkCore;
using Quayside.Connectors;
using Quayside.Hosting.Spreadsheets;
using Quayside.Orders;
using Quayside.Orders.Files;
using Quayside.Organisations;
using Quayside.Stores;
using Quayside.Tests.Harness;

namespace Quayside.Tests.Orders;

public sealed class OrderFileTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Rows_with_one_number_are_one_order_and_nothing_is_written_before_it_was_shown()
    {
        using var stall = await Stall.NewAsync(database);
        var (_, item) = await stall.SellsAsync("MUG", 10, "12.50");
        await stall.SellsAsync("CUP", 10, "5");
        const string file = """
            Order number;Date;Customer;Phone;Street;PLZ;Ort;SKU;Qty;Einzelpreis;Versand;Paid
            A-1;2026-04-01 10:30;Ada Byron;+31 20 555 0100;1 Quay;1000;Port;MUG;2;12,50;4,95;yes
            A-2;02.04.2026;Bo;;;;;CUP;1;;;
            A-1;;;;;;;CUP;3;4,00;;
            """;

        var shown = await RunAsync(stall, file);
        Assert.Equal((3, 2, 0, 0, false, true), (shown.Rows, shown.Taken, shown.Known, shown.RefusedOrders, shown.IsApplied, shown.DecimalComma));
        Assert.Equal(0, await stall.OrdersAsync());
        var taken = await RunAsync(stall, file, applies: true);
        var again = await RunAsync(stall, file, applies: true);

        Assert.Equal((2, 0), (taken.Taken, taken.Known));
        Assert.Equal((0, 2, 2), (again.Taken, again.Known, await stall.OrdersAsync()));
        var order = await ByNumberAsync(stall, "A-1");
        Assert.Equal(("41.95", "4.95", OrderState.New, "Port", "Ada Byron"), ($"{order.Total}", $"{order.ShippingTotal}", order.State, order.ShipTo!.City, order.ShipTo.Name));
        Assert.Equal(["MUG 2", "CUP 3"], order.Lines.Select(l => FormattableString.Invariant($"{l.SellerSku} {l.Quantity:0}")));
        Assert.Equal(new DateTimeOffset(2026, 4, 1, 10, 30, 0, TimeSpan.Zero), order.PlacedAt);
        Assert.Equal(LearnedBy.File, order.LearnedBy);
        Assert.Equal("10 2, 0 0", await stall.Room.FiguresAsync(item));
        await stall.CheckAsync();
    }

    [Fact]
    public async Task Refused_rows_come_back_with_reasons_and_never_half_an_order()
    {
        using var stall = await Stall.NewAsync(database);
        var (_, item) = await stall.SellsAsync("MUG", 5);
        await stall.SellsAsync("CUP", 2);
        const string file = """
            number,sku,quantity,unit price,placed at,note
            1,MUG,1,,2026-04-01,fine
            2,MUG,2,,,its other row is not
            2,NOBODY'S,1,,,
            3,MUG,two,,,
            ,MUG,1,,,
            4,CUP,2,,,all there are
            5,CUP,1,,,too late
            6,=1+1,1,,,
            7,MUG,1,,31/12/2026 at noon,
            8,MUG,1,-1,,
            9,1.2E+15,1,,,
            """;

        var shown = await RunAsync(stall, file);
        var taken = await RunAsync(stall, file, applies: true);

        foreach (var view in (OrderFileView[])[shown, taken])
        {
            Assert.Equal((2, 7), (view.Taken, view.RefusedOrders));
            Assert.Equal([3, 4, 5, 6, 8, 9, 10, 11, 12], view.Refused.Select(r => r.Number));
            Assert.Contains("Not enough in stock: CUP: 1 wanted, 0 available", view.Refused.Single(r => r.Number == 8).Reason, StringComparison.Ordinal);
        }

        Assert.Equal("5 1, 0 0", await stall.Room.FiguresAsync(item));
        using var bytes = new MemoryStream();
        await RefusedRow.WriteAsync(taken.Header, taken.Refused, bytes, SheetFormat.Csv, Cancellation);
        var lines = Encoding.UTF8.GetString(bytes.ToArray()).Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(10, lines.Length);
        Assert.EndsWith("reason,row", lines[0], StringComparison.Ordinal);
        Assert.StartsWith("2,MUG,2,,,its other row is not,", lines[1], StringComparison.Ordinal);
        await stall.CheckAsync();
    }

    [Theory]
    [InlineData("1-Mar,MUG,1,,", "reads as a date")]
    [InlineData("1,1.2E+15,1,,", "rounded number")]
    [InlineData("1,MUG,,,", "says no quantity")]
    [InlineData("1,MUG,1,perhaps,", "neither yes nor no")]
    [InlineData("1,MUG,1,,03/04/2026", "no date that can be read one way only")]
    public async Task A_row_that_can_be_meant_two_ways_is_refused(string row, string reason)
    {
        using var stall = await Stall.NewAsync(database);
        await stall.SellsAsync("MUG", 5);

        var shown = await RunAsync(stall, $"number,sku,quantity,paid,placed at\n{row}\n");

        Assert.Contains(reason, Assert.Single(shown.Refused).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_an_order_says_as_a_whole_may_stand_in_any_of_its_rows()
    {
        using var stall = await Stall.NewAsync(database);
        await stall.SellsAsync("MUG", 5);
        await stall.SellsAsync("CUP", 5);

        await RunAsync(stall, "number,sku,quantity,shipping,customer,note\n1,MUG,1,,,\n1,CUP,1,4.95,Ada,gift\n", applies: true);

        var order = await ByNumberAsync(stall, "1");
        Assert.Equal(("4.95", "Ada", "gift"), ($"{order.ShippingTotal}", order.Buyer.Name, order.Note));
    }

    [Fact]
    public async Task Orders_from_before_the_store_was_opened_are_history_also_of_what_is_sold_no_more()
    {
        using var stall = await Stall.NewAsync(database);
        var (_, item) = await stall.SellsAsync("MUG", 1);
        const string file = """
            number,sku,quantity,unit price,title,placed at
            H-1,MUG,5,10,,2025-01-02
            H-2,GONE,1,3,A thing of old,2025-01-03
            N-1,GONE,1,3,A thing of old,2026-04-01
            """;

        var taken = await RunAsync(stall, file, applies: true);

        Assert.Equal((2, 2, 1), (taken.Taken, taken.Historical, taken.RefusedOrders));
        var order = await ByNumberAsync(stall, "H-2");
        Assert.Equal((true, false, OrderState.Completed, "A thing of old", (long?)null), (order.Historical, order.Open, order.State, order.Lines[0].Title, order.Lines[0].VariationId));
        Assert.Equal("1 0, 0 0", await stall.Room.FiguresAsync(item));
        await stall.CheckAsync();
    }

    [Fact]
    public async Task What_a_person_says_of_columns_is_remembered_for_the_next_file()
    {
        using var stall = await Stall.NewAsync(database);
        await stall.SellsAsync("MUG", 10);
        const string file = "what,which,how many\nX-1,MUG,1\n";

        Assert.Equal("sheet.columns", (await OutcomeAsync(stall, file, null, applies: true)).Refusal?.Code);
        var said = await OutcomeAsync(stall, file, new OrderFileLayout(new Dictionary<string, string> { ["what"] = "number", ["which"] = "sku", ["how many"] = "quantity" }), applies: false);
        var next = await RunAsync(stall, "What,Which,How many\nX-2,MUG,2\n", applies: true);

        Assert.Equal((1, 1), (said.Value!.Taken, next.Taken));
        Assert.Equal("file.columns", (await OutcomeAsync(stall, file, new OrderFileLayout(new Dictionary<string, string> { ["what"] = "sku", ["which"] = "sku" }), applies: false)).Refusal?.Code);
    }

    [Fact]
    public async Task Only_managers_take_files_and_only_for_offline_stores()
    {
        using var stall = await Stall.NewAsync(database);
        var shop = stall.Seeds.Store();
        await stall.Seeds.SaveAsync();

        Assert.Equal("order.observed", (await Import(stall).RunAsync(stall.Seeds.Caller, shop.Id, File("number"), null, false, null, Cancellation)).Refusal?.Code);
        Assert.Equal("not_found", (await Import(stall).RunAsync(stall.Seeds.Caller, 1, File("number"), null, false, null, Cancellation)).Refusal?.Code);
        Assert.Equal("forbidden", (await Import(stall).RunAsync(stall.Seeds.Caller with { Role = Role.Viewer }, shop.Id, File("number"), null, false, null, Cancellation)).Refusal?.Code);
        Assert.Equal("sheet.unreadable", (await OutcomeAsync(stall, "", null, applies: false)).Refusal?.Code);
    }

    [Theory]
    [InlineData(SheetFormat.Csv)]
    [InlineData(SheetFormat.Xlsx)]
    public async Task What_is_taken_out_is_what_the_filter_names_and_another_store_can_take_it_in(SheetFormat format)
    {
        using var stall = await Stall.NewAsync(database);
        var (mug, _) = await stall.SellsAsync("0042", 50, "12.50");
        var (cup, _) = await stall.SellsAsync("=CUP", 50, "5");
        for (var i = 0; i < 3; i++)
        {
            await stall.TakenAsync(stall.Request((mug, 2), (cup, 1)) with
            {
                Number = $"00{i}",
                Buyer = new BuyerRequest("Ada", "ada@example.test", "+31 555"),
                ShipTo = new AddressRequest(City: "Port", Country: "NL"),
                Shipping = 4.95m,
                Discount = 1.01m,
                Paid = true,
                Note = "-note",
                PlacedAt = Seeds.Then.AddDays(i + 1),
            });
        }

        using var bytes = new MemoryStream();
        Assert.Null(await new ExportOrders(stall.Databases).RunAsync(
            stall.Seeds.Caller, new OrderFilter(From: Seeds.Then.AddDays(2)), () => bytes, format, Cancellation));
        var before = await stall.ReadAsync(await IdAsync(stall, "002"));
        await using (var db = stall.Room.Read())
        {
            await db.OrderEvents.ExecuteDeleteAsync(Cancellation);
            await db.OrderLines.ExecuteDeleteAsync(Cancellation);
            await db.Orders.ExecuteDeleteAsync(Cancellation);
        }

        bytes.Position = 0;
        var taken = (await Import(stall).RunAsync(stall.Seeds.Caller, stall.Store.Id, bytes, null, applies: true, null, Cancellation)).Value!;

        Assert.Equal((4, 2, 0), (taken.Rows, taken.Taken, taken.Refused.Count));
        var after = await stall.ReadAsync(await IdAsync(stall, "002"));
        Assert.Equal((before.Total, before.ShippingTotal, before.DiscountTotal, before.PlacedAt), (after.Total, after.ShippingTotal, after.DiscountTotal, after.PlacedAt));
        Assert.Equal((before.Buyer, before.ShipTo! with { Name = "Ada" }, before.Note), (after.Buyer, after.ShipTo, after.Note));
        Assert.Equal(before.Lines.Select(l => (l.SellerSku, l.Quantity, l.UnitPrice, l.Total)), after.Lines.Select(l => (l.SellerSku, l.Quantity, l.UnitPrice, l.Total)));
    }

    [Theory]
    [InlineData("2026-03-14", null, "2026-03-14")]
    [InlineData("2026-03-14T15:09:26Z", null, "2026-03-14")]
    [InlineData("14.3.2026", null, "2026-03-14")]
    [InlineData("03/03/2026", null, "2026-03-03")]
    [InlineData("03/04/2026", null, null)]
    [InlineData("03/04/2026", true, "2026-04-03")]
    [InlineData("03/04/2026", false, "2026-03-04")]
    [InlineData("someday", true, null)]
    public void A_date_that_can_be_meant_two_ways_is_told_by_the_others_or_refused(string text, bool? isDayFirst, string? day)
    {
        Assert.Equal(day, OrderDate.Read(text, isDayFirst)?.ToString("yyyy-MM-dd", null));
        Assert.True(OrderDate.IsDayFirst(["03/04/2026", "25/12/2026"]));
        Assert.False(OrderDate.IsDayFirst(["03/04/2026", "12/25/2026"]));
        Assert.Null(OrderDate.IsDayFirst(["25/12/2026", "12/25/2026"]));
    }

    private static ImportOrderFile Import(Stall stall) => new(stall.Databases, new StoreNews(), TimeProvider.System);

    private static MemoryStream File(string text) => new(Encoding.UTF8.GetBytes(text));

    private static Task<Outcome<OrderFileView>> OutcomeAsync(Stall stall, string text, OrderFileLayout? layout, bool applies) =>
        Import(stall).RunAsync(stall.Seeds.Caller, stall.Store.Id, File(text), layout, applies, null, Cancellation);

    private static async Task<OrderFileView> RunAsync(Stall stall, string text, bool applies = false)
    {
        var outcome = await OutcomeAsync(stall, text, null, applies);
        Assert.Null(outcome.Refusal);
        return outcome.Value!;
    }

    private static async Task<long> IdAsync(Stall stall, string number)
    {
        await using var db = stall.Room.Read();
        return (await db.Orders.SingleAsync(o => o.Number == number, Cancellation)).Id;
    }

    private static async Task<OrderView> ByNumberAsync(Stall stall, string number) => await stall.ReadAsync(await IdAsync(stall, number));
}
