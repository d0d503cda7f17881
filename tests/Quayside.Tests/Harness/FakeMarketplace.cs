using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Quayside.Tests.Harness;

/// <summary>A real HTTP server on loopback that answers what a test tells it to and remembers what it was asked.</summary>
public sealed class FakeMarketplace : IAsyncDisposable
{
    private readonly WebApplication _server;
    private readonly ConcurrentQueue<FakeRequest> _requests = new();

    private FakeMarketplace(WebApplication server) => _server = server;

    /// <summary>Such as http://127.0.0.1:41234, without a trailing slash.</summary>
    public string Address { get; private set; } = "";

    /// <summary>What was asked so far, in the order of arrival.</summary>
    public IReadOnlyList<FakeRequest> Requests => [.. _requests];

    /// <summary>How it answers when it is well.</summary>
    public Func<FakeRequest, FakeAnswer> Shop { get; set; } = _ => FakeAnswer.Json("{}", 404);

    /// <summary>Answers instead of <see cref="Shop"/> where it returns an answer; null lets the shop answer.</summary>
    public Func<FakeRequest, FakeAnswer?>? Fault { get; set; }

    public static async Task<FakeMarketplace> StartAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Services.AddLogging(log => log.ClearProviders());
        var marketplace = new FakeMarketplace(builder.Build());
        marketplace._server.Run(marketplace.AnswerAsync);
        await marketplace._server.StartAsync();
        marketplace.Address = marketplace._server.Services.GetRequiredService<IServer>()
            .Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        return marketplace;
    }

    /// <summary>A client as the application hands it out: no redirects, no cookies, no proxy.</summary>
    public static HttpClient NewClient(TimeSpan? timeout = null) =>
        new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, UseProxy = false })
        {
            Timeout = timeout ?? TimeSpan.FromSeconds(60),
        };

    public void Forget() => _requests.Clear();

    public async ValueTask DisposeAsync()
    {
        using var atOnce = new CancellationTokenSource();
        await atOnce.CancelAsync();
        await _server.StopAsync(atOnce.Token);
        await _server.DisposeAsync();
    }

    private async Task AnswerAsync(HttpContext http)
    {
        using var reader = new StreamReader(http.Request.Body, Encoding.UTF8);
        var request = new FakeRequest(
            http.Request.Method,
            http.Request.Path.Value ?? "",
            http.Request.QueryString.Value ?? "",
            http.Request.Query.ToDictionary(q => q.Key, q => q.Value.ToString(), StringComparer.Ordinal),
            http.Request.Headers.ToDictionary(h => h.Key, h => h.Value.ToString(), StringComparer.OrdinalIgnoreCase),
            await reader.ReadToEndAsync(http.RequestAborted));
        _requests.Enqueue(request);
        await (Fault?.Invoke(request) ?? Shop(request)).WriteAsync(http);
    }
}

/// <param name="Path">Decoded, without the query.</param>
/// <param name="QueryString">As sent, with its question mark; empty when there is none.</param>
public sealed record FakeRequest(
    string Method,
    string Path,
    string QueryString,
    IReadOnlyDictionary<string, string> Query,
    IReadOnlyDictionary<string, string> Headers,
    string Body);

/// <summary>One answer, well or broken.</summary>
public sealed class FakeAnswer
{
    private readonly Func<HttpContext, Task> _write;

    private FakeAnswer(Func<HttpContext, Task> write) => _write = write;

    /// <summary>The connection is closed before a single byte of the answer.</summary>
    public static FakeAnswer Cut => new(http =>
    {
        http.Abort();
        return Task.CompletedTask;
    });

    /// <summary>Nothing is ever answered; ends when the caller gives up.</summary>
    public static FakeAnswer Never => new(async http =>
    {
        var gone = new TaskCompletionSource();
        await using var _ = http.RequestAborted.Register(gone.SetResult);
        await gone.Task;
    });

    public static FakeAnswer Json(string body, int status = 200, params (string Name, string Value)[] headers) =>
        Of(status, "application/json; charset=UTF-8", body, headers);

    public static FakeAnswer Html(string body, int status = 200, params (string Name, string Value)[] headers) =>
        Of(status, "text/html; charset=UTF-8", body, headers);

    public static FakeAnswer Of(int status, string contentType, string body, params (string Name, string Value)[] headers) =>
        new(async http =>
        {
            http.Response.StatusCode = status;
            http.Response.ContentType = contentType;
            foreach (var (name, value) in headers)
            {
                http.Response.Headers.Append(name, value);
            }

            await http.Response.WriteAsync(body);
        });

    /// <summary>The head promises more than arrives, then the connection is closed.</summary>
    public static FakeAnswer HalfOf(string body) => new(async http =>
    {
        await WriteHalfAsync(http, body);
        http.Abort();
    });

    /// <summary>As <see cref="HalfOf"/>, with the connection left open and silent until the caller gives up.</summary>
    public static FakeAnswer StallAfterHalfOf(string body) => new(async http =>
    {
        await WriteHalfAsync(http, body);
        await Never.WriteAsync(http);
    });

    /// <summary>The same answer with these heads set.</summary>
    public FakeAnswer With(params (string Name, string Value)[] headers) => new(async http =>
    {
        http.Response.OnStarting(() =>
        {
            foreach (var (name, value) in headers)
            {
                http.Response.Headers[name] = value;
            }

            return Task.CompletedTask;
        });
        await _write(http);
    });

    public static FakeAnswer Throttled(int seconds) =>
        Json("""{"message":"slow down"}""", 429, ("Retry-After", seconds.ToString(CultureInfo.InvariantCulture)));

    internal Task WriteAsync(HttpContext http) => _write(http);

    private static async Task WriteHalfAsync(HttpContext http, string body)
    {
        var bytes = Encoding.UTF8.GetBytes(body);
        http.Response.ContentType = "application/json; charset=UTF-8";
        http.Response.Headers.ContentLength = bytes.Length;
        await http.Response.Body.WriteAsync(bytes.AsMemory(0, bytes.Length / 2));
        await http.Response.Body.FlushAsync();
    }
}
