using Quayside.Database;

namespace Quayside.Tests.Database;

public sealed class SearchingTests
{
    [Theory]
    [InlineData(null)]
    [InlineData(" \t ")]
    [InlineData("blue", "blue")]
    [InlineData("  Blue\t SHIRT\u00a0\nXL ", "shirt", "blue", "xl")]
    [InlineData("shirt, blue; shirt", "shirt", "blue")]
    [InlineData("shirt shirts", "shirts")]
    [InlineData("\"Blue  Shirt\" xl", "blue  shirt", "xl")]
    [InlineData("“blue shirt”, xl", "blue shirt", "xl")]
    [InlineData("19\" rack 24\" tv", "rack", "19\"", "24\"", "tv")]
    [InlineData("\"blue shirt", "\"blue", "shirt")]
    [InlineData("\" \"", "\" \"")]
    [InlineData(",", ",")]
    [InlineData("100% st_ö", "100%", "st_ö")]
    [InlineData("1 2 3 4 5 6 7 8", "1", "2", "3", "4", "5", "6", "7", "8")]
    [InlineData("1 2 3 4 5 6 7 8 8 9", "1 2 3 4 5 6 7 8 8 9")]
    public void What_was_typed_is_words_phrases_and_nothing_twice(string? typed, params string[] words) =>
        Assert.Equal(words, Searching.Words(typed));

    [Theory]
    [InlineData("quay ada", true)]
    [InlineData("ada mug", false)]
    [InlineData("mug", false)]
    public void A_text_holds_what_was_typed_where_it_holds_every_word(string typed, bool expected) =>
        Assert.Equal(expected, Searching.HoldsAll("ada lim, 4 quay road", Searching.Words(typed)));

    [Fact]
    public void A_pasted_page_is_one_text()
    {
        var page = string.Join(' ', Enumerable.Range(0, 50_000).Select(n => $"\"word{n}"));

        Assert.Equal([page], Searching.Words(page));
    }
}
