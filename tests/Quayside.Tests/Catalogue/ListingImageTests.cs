using Microsoft.Extensions.Logging.Abstractions;
using Quayside.Catalogue;
using Quayside.Stores;
using Quayside.Tests.Harness;

namespace Quayside.Tests.Catalogue;

public sealed class ListingImageTests(TestDatabase database) : IClassFixture<TestDatabase>, IAsyncLifetime
{
    private const string Png = "\u0089PNG and so on";

    private readonly ShopAddresses _addresses = new(allowPrivate: false);
    private FakeMarketplace _shop = null!;
    private ShopHttp _http = null!;
    private ListingImage _images = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _shop = await FakeMarketplace.StartAsync();
        _addresses.Exempt(new Uri(_shop.Address));
        _http = new ShopHttp(_addresses);
        _images = new ListingImage(
            TestDatabase.Open(database.Engine, database.ConnectionString), _http, NullLogger<ListingImage>.Instance);
    }

    public async ValueTask DisposeAsync()
    {
        _images.Dispose();
        _http.Dispose();
        await _shop.DisposeAsync();
    }

    [Fact]
    public async Task A_picture_is_asked_for_once()
    {
        _shop.Shop = _ => FakeAnswer.Of(200, "image/png", Png);

        var first = await GetAsync("/a.png");
        var second = await GetAsync("/a.png");

        Assert.Equal("image/png", first?.Type);
        Assert.Equal(first, second);
        Assert.Single(_shop.Requests);
        Assert.False(_shop.Requests[0].Headers.ContainsKey("Cookie"));
    }

    [Theory]
    [InlineData("text/html")]
    [InlineData("application/octet-stream")]
    [InlineData("text/javascript")]
    public async Task What_is_no_picture_is_not_passed_on(string type)
    {
        _shop.Shop = _ => FakeAnswer.Of(200, type, "<script>alert(1)</script>");

        Assert.Null(await GetAsync("/a.png"));
        Assert.Null(await GetAsync("/a.png"));
        Assert.Single(_shop.Requests);
    }

    [Fact]
    public async Task A_picture_that_never_ends_is_given_up()
    {
        _shop.Shop = _ => FakeAnswer.Of(200, "image/png", new string('x', (8 * 1024 * 1024) + 1));

        Assert.Null(await GetAsync("/large.png"));
    }

    [Fact]
    public async Task A_redirect_is_followed_but_not_into_our_own_network()
    {
        await using var inside = await FakeMarketplace.StartAsync();
        inside.Shop = _ => FakeAnswer.Of(200, "image/png", Png);
        _shop.Shop = request => request.Path switch
        {
            "/moved.png" => FakeAnswer.Of(302, "text/plain", "", ("Location", "/a.png")),
            "/inside.png" => FakeAnswer.Of(302, "text/plain", "", ("Location", inside.Address + "/a.png")),
            "/round.png" => FakeAnswer.Of(302, "text/plain", "", ("Location", "/round.png")),
            _ => FakeAnswer.Of(200, "image/png", Png),
        };

        Assert.NotNull(await GetAsync("/moved.png"));
        Assert.Null(await GetAsync("/inside.png"));
        Assert.Null(await GetAsync("/round.png"));
        Assert.Empty(inside.Requests);
    }

    [Theory]
    [InlineData("http://127.0.0.1:9/a.png")]
    [InlineData("http://169.254.169.254/latest/meta-data")]
    [InlineData("file:///etc/passwd")]
    [InlineData("/relative.png")]
    [InlineData("not an address")]
    public async Task Addresses_that_are_no_shops_are_not_asked(string source) =>
        Assert.Null(await _images.PictureAsync(source, Cancellation));

    [Fact]
    public async Task A_shop_that_is_down_for_a_moment_is_not_remembered_as_one_without_pictures()
    {
        _shop.Shop = _ => FakeAnswer.Of(404, "text/plain", "");
        Assert.Equal(TimeSpan.FromMinutes(10), (await _images.FetchAsync(_shop.Address + "/gone.png", Cancellation)).Holds);

        _shop.Shop = _ => FakeAnswer.Of(503, "text/plain", "");
        Assert.Equal(TimeSpan.FromSeconds(30), (await _images.FetchAsync(_shop.Address + "/down.png", Cancellation)).Holds);
    }

    private Task<ListingImage.Picture?> GetAsync(string path) => _images.PictureAsync(_shop.Address + path, Cancellation);
}
