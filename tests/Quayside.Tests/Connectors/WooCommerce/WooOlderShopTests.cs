using System.Text.Json.Nodes;
using Quayside.Connectors;
using Quayside.Tests.Harness;

namespace Quayside.Tests.Connectors.WooCommerce;

/// <summary>Shops before WooCommerce 10.3 list variations only product by product.</summary>
public sealed class WooOlderShopTests : WooTest
{
    private const int Parents = 8;
    private const int EachHas = 130;

    [Fact]
    public async Task Variations_are_read_by_product_side_by_side_and_beyond_the_first_hundred()
    {
        Build();
        Woo.Index["routes"]!.AsObject().Remove("/wc/v3/variations");
        using var atOnce = new AtOnce(Woo, wanted: 3);
        var connection = await ConnectKnownAsync();
        Marketplace.Shop = atOnce.Answer;

        var pages = await ListingsAsync(connection);

        Assert.Equal(Parents * EachHas, Values(pages).OfType<ChannelVariation>().DistinctBy(v => v.Id).Count());
        Assert.True(atOnce.Most >= 3, "They were read one after another.");
        Assert.Equal(1 + (Parents * 2), Marketplace.Requests.Count);
        Assert.Null(FeedReading.Expected(pages));
        Assert.DoesNotContain(Marketplace.Requests, r => r.Path.EndsWith("v3/variations", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_shop_whose_index_is_closed_is_asked_once_whether_it_has_the_list()
    {
        Build();
        Woo.HasVariationList = false;
        Marketplace.Fault = r => r.Path == "/wp-json/" ? FakeAnswer.Json("""{"code":"rest_login_required"}""", 401) : null;

        var pages = await ListingsAsync(await ConnectKnownAsync());

        Assert.Equal(Parents * EachHas, Values(pages).OfType<ChannelVariation>().DistinctBy(v => v.Id).Count());
        Assert.Single(Marketplace.Requests, r => r.Path.EndsWith("v3/variations", StringComparison.Ordinal));
        Assert.All(pages, page => Assert.Equal("products", page.Feed));
    }

    [Fact]
    public async Task A_shop_that_went_back_to_an_older_version_is_read_by_product()
    {
        Build();
        var connection = await ConnectKnownAsync();
        Woo.HasVariationList = false;

        var pages = await ListingsAsync(connection);

        Assert.Equal(Parents * EachHas, Values(pages).OfType<ChannelVariation>().DistinctBy(v => v.Id).Count());
        Assert.All(pages.Skip(1), page => Assert.Equal("variations", page.Feed));
    }

    [Fact]
    public async Task A_product_deleted_between_the_lists_has_no_variations_and_stops_nobody()
    {
        Build();
        Woo.Index["routes"]!.AsObject().Remove("/wc/v3/variations");
        var connection = await ConnectKnownAsync();
        Marketplace.Fault = r => r.Path.EndsWith("products/3/variations", StringComparison.Ordinal) ? Recording.Failure("error-notfound-product") : null;

        var variations = Values(await ListingsAsync(connection)).OfType<ChannelVariation>().ToList();

        Assert.Equal((Parents - 1) * EachHas, variations.Count);
        Assert.DoesNotContain(variations, v => v.ListingId == "3");
    }

    [Fact]
    public async Task One_failed_product_fails_the_page_whole()
    {
        Build();
        Woo.Index["routes"]!.AsObject().Remove("/wc/v3/variations");
        var connection = await ConnectKnownAsync();
        Marketplace.Fault = r => r.Path.EndsWith("products/3/variations", StringComparison.Ordinal) ? FakeAnswer.Throttled(5) : null;

        var failure = await Assert.ThrowsAsync<ConnectorException>(() => ListingsAsync(connection));

        Assert.Equal((FailureKind.Throttled, TimeSpan.FromSeconds(5)), (failure.Kind, failure.RetryAfter));
    }

    [Fact]
    public async Task A_row_that_does_not_name_its_product_belongs_to_the_one_it_was_asked_of()
    {
        Build();
        Woo.Index["routes"]!.AsObject().Remove("/wc/v3/variations");
        var connection = await ConnectKnownAsync();
        Marketplace.Fault = r => r.Path.EndsWith("products/1/variations", StringComparison.Ordinal)
            ? FakeAnswer.Json("""[{"id":9001,"status":"publish","manage_stock":true,"stock_quantity":4}]""", 200, ("X-WP-Total", "1"), ("X-WP-TotalPages", "1"))
            : null;

        var variation = Values(await ListingsAsync(connection)).OfType<ChannelVariation>().Single(v => v.Id == "9001");

        Assert.Equal(("1", 4m), (variation.ListingId, variation.Quantity));
    }

    private void Build()
    {
        foreach (var parent in Enumerable.Range(1, Parents))
        {
            var product = PracticeWoo.Product(parent);
            var ids = Enumerable.Range(0, EachHas).Select(i => (parent * 1000) + i).ToList();
            Woo.Variations.AddRange(ids.Select(id => PracticeWoo.Variation(id, parent)));
            product["type"] = "variable";
            product["variations"] = new JsonArray([.. ids.Select(id => (JsonNode)id)]);
            Woo.Products.Add(product);
        }
    }

    /// <summary>Holds answers to per-product reads back until that many are under way.</summary>
    private sealed class AtOnce(PracticeWoo woo, int wanted) : IDisposable
    {
        private readonly ManualResetEventSlim _reached = new();
        private int _now;
        private int _most;

        public int Most => _most;

        public FakeAnswer Answer(FakeRequest request)
        {
            if (!request.Path.EndsWith("/variations", StringComparison.Ordinal))
            {
                return woo.Answer(request);
            }

            var now = Interlocked.Increment(ref _now);
            InterlockedMax(now);
            if (now >= wanted)
            {
                _reached.Set();
            }

            // Bounded, so that a reader that goes one by one fails the test instead of hanging it.
            _reached.Wait(TimeSpan.FromSeconds(20));
            Interlocked.Decrement(ref _now);
            return woo.Answer(request);
        }

        public void Dispose() => _reached.Dispose();

        private void InterlockedMax(int now)
        {
            int seen;
            do
            {
                seen = _most;
            }
            while (now > seen && Interlocked.CompareExchange(ref _most, now, seen) != seen);
        }
    }
}
