using System.Net;

namespace Quayside.Stores;

/// <summary>Makes the clients that connectors get: guarded, without cookies, proxy or redirects, 60 s an attempt.</summary>
public sealed class ShopHttp : IDisposable
{
    private static readonly TimeSpan PerAttempt = TimeSpan.FromSeconds(60);

    private readonly ShopAddresses _addresses;
    private readonly SocketsHttpHandler _sockets;

    public ShopHttp(ShopAddresses addresses)
    {
        _addresses = addresses;
        _sockets = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseProxy = false,
            UseCookies = false,
            AutomaticDecompression = DecompressionMethods.All,
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            ConnectTimeout = TimeSpan.FromSeconds(15),
            ConnectCallback = addresses.ConnectAsync,
        };
    }

    /// <param name="budget">The store's budget, wrapped around every request; null for a shop that is no store yet.</param>
    internal HttpClient Client(RateBudget? budget)
    {
        var guard = new Guard(_addresses, _sockets);
        if (budget is not null)
        {
            budget.InnerHandler = guard;
        }

        var client = new HttpClient((HttpMessageHandler?)budget ?? guard, disposeHandler: false)
        {
            Timeout = budget is null ? PerAttempt : Timeout.InfiniteTimeSpan, // the budget keeps the time of each attempt
        };
        client.DefaultRequestHeaders.UserAgent.ParseAdd("Quayside/0.1");
        return client;
    }

    public void Dispose() => _sockets.Dispose();

    private sealed class Guard(ShopAddresses addresses, HttpMessageHandler sockets) : DelegatingHandler(sockets)
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            await addresses.CheckAsync(request.RequestUri!, cancellationToken);
            return await base.SendAsync(request, cancellationToken);
        }
    }
}
