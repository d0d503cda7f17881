using Quayside.Catalogue;
using Quayside.Connectors;
using Quayside.Orders;
using Quayside.Orders.Pages;
using Quayside.Tests.Harness;

namespace Quayside.Tests.Orders;

public sealed class FindSellableTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_few_letters_find_what_the_store_sells_with_its_price_and_what_is_available(bool hasWarehouse)
    {
        using var stall = await Stall.NewAsync(database, hasWarehouse: hasWarehouse);
        var (mug, item) = await stall.SellsAsync("MUG", 6, "12.50");
        var box = await stall.Room.ItemAsync("BOX", hasWarehouse ? 0 : 100);
        var set = await stall.SellsAsync("SET", "30", (item, 2), (box, 1));
        await stall.SellsAsync("UNCOUNTED", null);
        stall.Seeds.Variation(stall.Seeds.Listing(stall.Seeds.Store(), "Title of MUG in a shop"), "MUG");
        await stall.Seeds.SaveAsync();
        await stall.TakenAsync(stall.Request((mug, 1)));

        var found = Assert.Single(await FoundAsync(stall, "mug"));
        Assert.Equal((mug.Id, "Title of MUG", "MUG", "12.50", 5m), (found.VariationId, found.Title, found.SellerSku, found.Price!.Text, found.Available!.Value));
        Assert.Equal((set.Id, hasWarehouse ? 0m : 2m), ((await FoundAsync(stall, "SET"))[0].VariationId, (await FoundAsync(stall, "SET"))[0].Available!.Value));
        Assert.Null((await FoundAsync(stall, "uncounted"))[0].Available);
        Assert.Empty(await FoundAsync(stall, "nothing like that"));
        Assert.Empty(await FoundAsync(stall, " "));
        Assert.Equal("not_found", (await new FindSellable(stall.Databases).RunAsync(stall.Seeds.Caller, 1, "mug", Cancellation)).Refusal?.Code);
    }

    [Fact]
    public async Task Words_come_in_any_order_also_those_of_the_choice_and_a_code_comes_first()
    {
        using var stall = await Stall.NewAsync(database);
        var shirt = stall.Seeds.Listing(stall.Store, "Cotton shirt");
        foreach (var colour in (string[])["blue", "red", "dark blue"])
        {
            stall.Seeds.Add(Choice(stall, shirt, colour));
        }

        await stall.SellsAsync("SHIRT", 1);
        await stall.SellsAsync("SHIRT-XL", 1);
        for (var i = 0; i < 12; i++)
        {
            await stall.SellsAsync($"A-{i}-SHIRT", 1);
        }

        Assert.Equal(["Cotton shirt, blue", "Cotton shirt, dark blue"], (await FoundAsync(stall, "blue cot")).Select(f => f.Title));
        Assert.Equal(["Cotton shirt, dark blue"], (await FoundAsync(stall, "shirt, cotton, \"dark blue\"")).Select(f => f.Title));
        var found = await FoundAsync(stall, "shirt");
        Assert.Equal((8, "SHIRT", "SHIRT-XL"), (found.Count, found[0].SellerSku, found[1].SellerSku));
    }

    [Fact]
    public async Task Who_bought_before_is_found_once_by_name_or_number_with_where_it_went()
    {
        using var stall = await Stall.NewAsync(database);
        var (mug, _) = await stall.SellsAsync("MUG", 50);
        async Task BoughtAsync(int day, string name, string? phone, string? city) => await stall.TakenAsync(stall.Request((mug, 1)) with
        {
            PlacedAt = Seeds.Then.AddDays(day),
            Buyer = new BuyerRequest(name, null, phone),
            ShipTo = city is null ? null : new AddressRequest(City: city),
        });
        await BoughtAsync(1, "Ada Byron", "+65 5550-0100", "Old Port");
        await BoughtAsync(2, "Ada Byron", "+65 5550-0100", "Port");
        await BoughtAsync(3, "ADA BYRON", "+65 5550-0100", null);
        await BoughtAsync(4, "Adam", null, "Elsewhere");

        var buyers = new FindBuyers(stall.Databases);
        Assert.Equal(["Adam", "ADA BYRON"], (await buyers.RunAsync(stall.Seeds.Caller, "ada", Cancellation)).Select(b => b.Buyer.Name));
        Assert.Equal(["ADA BYRON"], (await buyers.RunAsync(stall.Seeds.Caller, "byr ada", Cancellation)).Select(b => b.Buyer.Name));
        var ada = Assert.Single(await buyers.RunAsync(stall.Seeds.Caller, "5550 01", Cancellation));
        Assert.Equal(("ADA BYRON", "+65 5550-0100", "Port", 3), (ada.Buyer.Name, ada.Buyer.Phone, ada.ShipTo!.City, ada.Orders));
        Assert.Empty(await buyers.RunAsync(stall.Seeds.Caller, "a", Cancellation));
        Assert.Empty(await buyers.RunAsync(stall.Seeds.Caller, "mug", Cancellation));
    }

    [Theory]
    [InlineData("12.50", 12.5)]
    [InlineData("12,50", 12.5)]
    [InlineData("1.234,50", 1234.5)]
    [InlineData("1,234.50", 1234.5)]
    [InlineData(" 7 ", 7.0)]
    [InlineData("-1", -1.0)]
    [InlineData("twelve", null)]
    [InlineData("", null)]
    [InlineData(null, null)]
    public void A_number_is_read_as_people_type_it(string? typed, double? number) => Assert.Equal((decimal?)number, TypedNumber.Amount(typed));

    private static async Task<IReadOnlyList<Sellable>> FoundAsync(Stall stall, string typed) =>
        (await new FindSellable(stall.Databases).RunAsync(stall.Seeds.Caller, stall.Store.Id, typed, Cancellation)).Value!;

    private static ListingVariation Choice(Stall stall, Listing listing, string colour) => new()
    {
        OrganisationId = stall.Seeds.Caller.OrganisationId,
        StoreId = stall.Store.Id,
        ListingId = listing.Id,
        ChannelVariationId = colour,
        SkuKeyVersion = 1,
        Tracking = StockTracking.Unknown,
        Options = [new VariationOption("Colour", colour)],
        Status = ListingStatus.Active,
        SearchText = "",
    };
}
