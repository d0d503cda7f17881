using System.Net;
using Quayside.Connectors;
using Quayside.Stores;

namespace Quayside.Tests.Stores;

public sealed class RateBudgetTests
{
    private static readonly Uri Address = new("https://shop.example/");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task No_more_calls_are_under_way_than_the_budget_allows()
    {
        var shop = new Shop();
        using var client = Client(shop, new RateBudget(3, null));

        var calls = Enumerable.Range(0, 20).Select(_ => client.GetAsync(Address, Cancellation)).ToList();
        for (var answered = 0; answered < 20; answered++)
        {
            await shop.AnswerOneAsync();
        }

        await Task.WhenAll(calls);
        Assert.Equal(3, shop.MostAtOnce);
    }

    [Fact]
    public async Task A_store_that_is_observed_is_sent_nothing_that_could_change_it()
    {
        var shop = new Shop { AnswersAtOnce = true };
        using var client = Client(shop, new RateBudget(3, null));

        foreach (var method in new[] { HttpMethod.Post, HttpMethod.Put, HttpMethod.Patch, HttpMethod.Delete })
        {
            using var request = new HttpRequestMessage(method, Address);
            await Assert.ThrowsAsync<InvalidOperationException>(() => client.SendAsync(request, Cancellation));
        }

        using var query = new HttpRequestMessage(HttpMethod.Post, Address).MarkAsRead();
        await client.SendAsync(query, Cancellation);
        Assert.Equal(1, shop.Calls);
    }

    [Fact]
    public async Task A_change_of_webhooks_passes_only_where_it_is_marked_and_the_connection_was_opened_for_it()
    {
        var shop = new Shop { AnswersAtOnce = true };
        using var reading = Client(shop, new RateBudget(3, null));
        using var opened = Client(shop, new RateBudget(3, null, changesWebhooks: true));
        using var marked = new HttpRequestMessage(HttpMethod.Post, Address).MarkAsWebhookChange();
        using var markedToo = new HttpRequestMessage(HttpMethod.Post, Address).MarkAsWebhookChange();
        using var unmarked = new HttpRequestMessage(HttpMethod.Post, Address);

        await Assert.ThrowsAsync<InvalidOperationException>(() => reading.SendAsync(marked, Cancellation));
        await Assert.ThrowsAsync<InvalidOperationException>(() => opened.SendAsync(unmarked, Cancellation));
        Assert.Equal(0, shop.Calls);
        await opened.SendAsync(markedToo, Cancellation);
        Assert.Equal(1, shop.Calls);
    }

    private static HttpClient Client(Shop shop, RateBudget budget)
    {
        budget.InnerHandler = shop;
        return new HttpClient(budget);
    }

    private sealed class Shop : HttpMessageHandler
    {
        private readonly SemaphoreSlim _arrived = new(0);
        private readonly SemaphoreSlim _answers = new(0);
        private int _atOnce;
        private int _calls;

        public bool AnswersAtOnce { get; init; }

        public int MostAtOnce { get; private set; }

        public int Calls => _calls;

        public async Task AnswerOneAsync()
        {
            await _arrived.WaitAsync(Cancellation);
            _answers.Release();
        }

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Interlocked.Increment(ref _calls);
            MostAtOnce = Math.Max(MostAtOnce, Interlocked.Increment(ref _atOnce));
            _arrived.Release();
            if (!AnswersAtOnce)
            {
                await _answers.WaitAsync(cancellationToken);
            }

            Interlocked.Decrement(ref _atOnce);
            return new HttpResponseMessage(HttpStatusCode.OK);
        }
    }
}
