using Quayside.Catalogue;
using Quayside.Connectors;
using Quayside.Database;
using Quayside.Tests.Harness;

namespace Quayside.Tests.Catalogue;

public sealed class FindListingsTests(TestDatabase database) : IClassFixture<TestDatabase>, IAsyncLifetime
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
    [InlineData(ListingSort.Newest)]
    [InlineData(ListingSort.Title)]
    public async Task Every_listing_comes_exactly_once_also_under_equal_titles(ListingSort sort)
    {
        var store = _seeds.Store();
        var ids = Enumerable.Range(0, 40).Select(n => _seeds.Listing(store, n % 3 == 0 ? "Rope" : "rope, blue").Id).ToList();
        await _seeds.SaveAsync();

        var all = await Paging.AllAsync(cursor => FindAsync(new ListingFilter(Sort: sort), cursor, limit: 7));

        Assert.Equal(ids.Order(), all.Select(l => l.Id).Order());
    }

    [Fact]
    public async Task Titles_sort_without_regard_to_letter_case()
    {
        var store = _seeds.Store();
        foreach (var title in (string[])["banana", "Apple", "cherry", "apple pie"])
        {
            _seeds.Listing(store, title);
        }

        await _seeds.SaveAsync();

        Assert.Equal(["Apple", "apple pie", "banana", "cherry"], await TitlesAsync(new ListingFilter(Sort: ListingSort.Title)));
    }

    [Fact]
    public async Task A_listing_that_arrives_while_somebody_pages_moves_nothing()
    {
        var store = _seeds.Store();
        var first = Enumerable.Range(0, 10).Select(n => _seeds.Listing(store, $"Crate {n}").Id).ToList();
        await _seeds.SaveAsync();
        var part = await FindAsync(new ListingFilter(), null, limit: 4);
        _seeds.Listing(store, "Newcomer");
        await _seeds.SaveAsync();

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
        var store = _seeds.Store();
        _seeds.Variation(_seeds.Listing(store, "Kettle, 100% steel"), "KT-99");
        _seeds.Listing(store, "Lamp_3");
        _seeds.Listing(store, "Äpfel");
        _seeds.Listing(store, "1000 stars");
        await _seeds.SaveAsync();

        Assert.Equal([title], await TitlesAsync(new ListingFilter(Query: typed)));
    }

    [Fact]
    public async Task Link_states_are_those_of_any_variation()
    {
        var store = _seeds.Store();
        var (linked, unlinked, mixed) = (_seeds.Listing(store, "linked"), _seeds.Listing(store, "unlinked"), _seeds.Listing(store, "mixed"));
        _seeds.Link(_seeds.Variation(linked, "A"), _seeds.Item("A"));
        _seeds.Link(_seeds.Variation(unlinked, "B"), _seeds.Item("B"), hasEnded: true);
        _seeds.Link(_seeds.Variation(mixed, "C"), _seeds.Item("C"));
        _seeds.Variation(mixed, "D");
        _seeds.Conflict("C");
        _seeds.Listing(store, "group of others");
        await _seeds.SaveAsync();

        Assert.Equal(["linked", "mixed"], await TitlesAsync(new ListingFilter(Link: LinkState.Linked)));
        Assert.Equal(["mixed", "unlinked"], await TitlesAsync(new ListingFilter(Link: LinkState.Unlinked)));
        Assert.Equal(["mixed"], await TitlesAsync(new ListingFilter(Link: LinkState.Conflict)));
    }

    [Fact]
    public async Task Store_and_status_narrow_the_list()
    {
        var (one, other) = (_seeds.Store(), _seeds.Store());
        _seeds.Listing(one, "active");
        _seeds.Listing(one, "draft", ListingStatus.Draft);
        _seeds.Listing(other, "elsewhere");
        await _seeds.SaveAsync();

        Assert.Equal(["active", "draft"], await TitlesAsync(new ListingFilter(StoreId: one.Id)));
        Assert.Equal(["draft"], await TitlesAsync(new ListingFilter(Status: ListingStatus.Draft)));
        Assert.Equal("not_found", (await FindAsync(new ListingFilter(StoreId: 1), null, 50)).Refusal?.Code);
    }

    [Fact]
    public async Task A_part_of_50_listings_takes_a_handful_of_queries()
    {
        var store = _seeds.Store();
        for (var n = 0; n < 50; n++)
        {
            var listing = _seeds.Listing(store, $"Thing {n}");
            _seeds.Link(_seeds.Variation(listing, $"S{n}"), _seeds.Item($"S{n}"));
            _seeds.Variation(listing);
        }

        await _seeds.SaveAsync();
        using var queries = new Commands();

        var part = await FindAsync(new ListingFilter(Sort: ListingSort.Title), null, 50);

        Assert.Equal(100, part.Value!.Items.Sum(l => l.Variations.Count));
        Assert.InRange(queries.Count, 1, 4);
    }

    private Task<Outcome<Slice<ListingView>>> FindAsync(ListingFilter filter, string? cursor, int limit) =>
        new FindListings(_databases).RunAsync(_seeds.Caller, filter, cursor, limit, Cancellation);

    private async Task<IEnumerable<string>> TitlesAsync(ListingFilter filter)
    {
        var found = await FindAsync(filter, null, 50);
        var titles = found.Value!.Items.Select(l => l.Title);
        return filter.Sort == ListingSort.Title ? titles : titles.Order(StringComparer.Ordinal);
    }
}
