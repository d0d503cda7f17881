using Quayside.Catalogue;
using Quayside.Connectors;
using Quayside.Database;
using Quayside.Tests.Harness;

namespace Quayside.Tests.Catalogue;

public sealed class FindListingsTests(TestDatabase database) : SeededTest(database)
{
    [Theory]
    [InlineData(ListingSort.Newest)]
    [InlineData(ListingSort.Title)]
    public async Task Every_listing_comes_exactly_once_also_under_equal_titles(ListingSort sort)
    {
        var store = Seeds.Store();
        var ids = Enumerable.Range(0, 40).Select(n => Seeds.Listing(store, n % 3 == 0 ? "Rope" : "rope, blue").Id).ToList();
        await Seeds.SaveAsync();

        var all = await Paging.AllAsync(cursor => FindAsync(new ListingFilter(Sort: sort), cursor, limit: 7));

        Assert.Equal(ids.Order(), all.Select(l => l.Id).Order());
    }

    [Fact]
    public async Task Titles_sort_without_regard_to_letter_case()
    {
        var store = Seeds.Store();
        foreach (var title in (string[])["banana", "Apple", "cherry", "apple pie"])
        {
            Seeds.Listing(store, title);
        }

        await Seeds.SaveAsync();

        Assert.Equal(["Apple", "apple pie", "banana", "cherry"], await TitlesAsync(new ListingFilter(Sort: ListingSort.Title)));
    }

    [Fact]
    public async Task A_listing_that_arrives_while_somebody_pages_moves_nothing()
    {
        var store = Seeds.Store();
        var first = Enumerable.Range(0, 10).Select(n => Seeds.Listing(store, $"Crate {n}").Id).ToList();
        await Seeds.SaveAsync();
        var part = await FindAsync(new ListingFilter(), null, limit: 4);
        Seeds.Listing(store, "Newcomer");
        await Seeds.SaveAsync();

        var rest = await Paging.AllAsync(cursor => FindAsync(new ListingFilter(), cursor ?? part.Value!.Next, limit: 4));

        Assert.Equal(first.Order(), part.Value!.Items.Concat(rest).Select(l => l.Id).Order());
    }

    [Theory]
    [InlineData("KETTLE", "Kettle, 100% steel")]
    [InlineData("100% st", "Kettle, 100% steel")]
    [InlineData("_", "Lamp_3")]
    [InlineData("äpfel", "Äpfel")]
    [InlineData("  lamp ", "Lamp_3")]
    [InlineData("kt-9", "Kettle, 100% steel")]
    [InlineData("KT-9\0", "Kettle, 100% steel")]
    public async Task What_is_typed_is_found_in_titles_and_in_the_SKUs_of_variations(string typed, string title)
    {
        var store = Seeds.Store();
        Seeds.Variation(Seeds.Listing(store, "Kettle, 100% steel"), "KT-99");
        Seeds.Listing(store, "Lamp_3");
        Seeds.Listing(store, "Äpfel");
        Seeds.Listing(store, "1000 stars");
        await Seeds.SaveAsync();

        Assert.Equal([title], await TitlesAsync(new ListingFilter(Query: typed)));
    }

    [Theory]
    [InlineData("blue shirt", "Blue shirt", "Shirt, blue")]
    [InlineData("SHIR lue", "Blue shirt", "Shirt, blue")]
    [InlineData("blue, shirt", "Blue shirt", "Shirt, blue")]
    [InlineData("\"Blue shirt\"", "Blue shirt")]
    [InlineData("blue 4006381333931 shirt", "Shirt, blue")]
    [InlineData("4006381333931 sh-9", "Shirt, blue")]
    [InlineData("4006381333931 cup")]
    [InlineData("blue green")]
    [InlineData("a very long title of a scarf, in cotton, red", "A very long title of a scarf, in cotton, red")]
    [InlineData("red, in cotton, a very long title of a scarf")]
    public async Task Each_word_is_found_wherever_it_stands(string typed, params string[] titles)
    {
        var store = Seeds.Store();
        var shirt = Seeds.Listing(store, "Shirt, blue");
        Seeds.Variation(shirt, "SH-98");
        Seeds.Variation(shirt, "4006381333931");
        Seeds.Variation(Seeds.Listing(store, "Blue shirt"), "TEE");
        Seeds.Listing(store, "A very long title of a scarf, in cotton, red");
        Seeds.Listing(store, "Blue cup");
        Seeds.Listing(store, "Green shirt");
        await Seeds.SaveAsync();

        Assert.Equal(titles, await TitlesAsync(new ListingFilter(Query: typed)));
    }

    [Fact]
    public async Task Link_states_are_those_of_any_variation()
    {
        var store = Seeds.Store();
        var (linked, unlinked, mixed) = (Seeds.Listing(store, "linked"), Seeds.Listing(store, "unlinked"), Seeds.Listing(store, "mixed"));
        Seeds.Link(Seeds.Variation(linked, "A"), Seeds.Item("A"));
        Seeds.Link(Seeds.Variation(unlinked, "B"), Seeds.Item("B"), hasEnded: true);
        Seeds.Link(Seeds.Variation(mixed, "C"), Seeds.Item("C"));
        Seeds.Variation(mixed, "D");
        Seeds.Conflict("C");
        Seeds.Listing(store, "group of others");
        await Seeds.SaveAsync();

        Assert.Equal(["linked", "mixed"], await TitlesAsync(new ListingFilter(Link: LinkState.Linked)));
        Assert.Equal(["mixed", "unlinked"], await TitlesAsync(new ListingFilter(Link: LinkState.Unlinked)));
        Assert.Equal(["mixed"], await TitlesAsync(new ListingFilter(Link: LinkState.Conflict)));
    }

    [Fact]
    public async Task Store_and_status_narrow_the_list()
    {
        var (one, other) = (Seeds.Store(), Seeds.Store());
        Seeds.Listing(one, "active");
        Seeds.Listing(one, "draft", ListingStatus.Draft);
        Seeds.Listing(other, "elsewhere");
        await Seeds.SaveAsync();

        Assert.Equal(["active", "draft"], await TitlesAsync(new ListingFilter(StoreId: one.Id)));
        Assert.Equal(["draft"], await TitlesAsync(new ListingFilter(Status: ListingStatus.Draft)));
        Assert.Equal("not_found", (await FindAsync(new ListingFilter(StoreId: 1), null, 50)).Refusal?.Code);
    }

    [Fact]
    public async Task A_part_of_50_listings_takes_a_handful_of_queries()
    {
        var store = Seeds.Store();
        for (var n = 0; n < 50; n++)
        {
            var listing = Seeds.Listing(store, $"Thing {n}");
            Seeds.Link(Seeds.Variation(listing, $"S{n}"), Seeds.Item($"S{n}"));
            Seeds.Variation(listing);
        }

        await Seeds.SaveAsync();
        using var queries = new Commands();

        var part = await FindAsync(new ListingFilter(Sort: ListingSort.Title), null, 50);

        Assert.Equal(100, part.Value!.Items.Sum(l => l.Variations.Count));
        Assert.InRange(queries.Count, 1, 4);
    }

    private Task<Outcome<Slice<ListingView>>> FindAsync(ListingFilter filter, string? cursor, int limit) =>
        new FindListings(Databases).RunAsync(Seeds.Caller, filter, cursor, limit, Cancellation);

    private async Task<IEnumerable<string>> TitlesAsync(ListingFilter filter)
    {
        var found = await FindAsync(filter, null, 50);
        var titles = found.Value!.Items.Select(l => l.Title);
        return filter.Sort == ListingSort.Title ? titles : titles.Order(StringComparer.Ordinal);
    }
}
