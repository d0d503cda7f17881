using Quayside.Database;

namespace Quayside.Tests.Database;

public sealed class PlaceTests
{
    [Theory]
    [InlineData("")]
    [InlineData("teapot, blue\nharbour")]
    [InlineData("Ångström 茶壶 \"quoted\"")]
    public void A_cursor_leads_back_to_its_place(string sort)
    {
        var place = new Place(sort, 123456789012345678);

        Assert.Equal(place, Place.Read("list", place.Write("list"), 50).Value);
    }

    [Fact]
    public void A_cursor_with_any_letter_changed_is_refused()
    {
        var cursor = new Place("teapot", 42).Write("list");
        for (var i = 0; i < cursor.Length; i++)
        {
            var changed = $"{cursor[..i]}{(cursor[i] == 'A' ? 'B' : 'A')}{cursor[(i + 1)..]}";

            var read = Place.Read("list", changed, 50);

            Assert.True(read.Refusal?.Code == "cursor.invalid" || read.Value == new Place("teapot", 42), changed);
        }
    }

    [Fact]
    public void A_cursor_of_another_list_is_refused() =>
        Assert.Equal("cursor.invalid", Place.Read("orders", new Place("x", 1).Write("listings.Title"), 50).Refusal?.Code);

    [Theory]
    [InlineData(0, "limit.invalid")]
    [InlineData(501, "limit.invalid")]
    [InlineData(-1, "limit.invalid")]
    [InlineData(1, null)]
    [InlineData(500, null)]
    public void A_part_has_from_1_to_500_rows(int limit, string? refusal) =>
        Assert.Equal(refusal, Place.Read("list", null, limit).Refusal?.Code);

    [Fact]
    public void A_full_part_with_nothing_behind_it_is_the_last()
    {
        Assert.Null(Place.Cut("list", [1, 2], 2, n => new Place("", n)).Next);
        Assert.Equal([1, 2], Place.Cut("list", [1, 2, 3], 2, n => new Place("", n)).Items);
        Assert.NotNull(Place.Cut("list", [1, 2, 3], 2, n => new Place("", n)).Next);
    }
}
