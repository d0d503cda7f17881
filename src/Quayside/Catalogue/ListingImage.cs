using System.Net;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Net.Http.Headers;
using Quayside.Connectors;
using Quayside.Database;
using Quayside.Organisations;
using Quayside.Stores;

namespace Quayside.Catalogue;

/// <summary>Shops' pictures through our own address: no cookie of the seller reaches a shop, no shop sees who looks.</summary>
/// <remarks>Only pictures, by type and size. A drawing (SVG) could hold a script: it is sent so that none runs. Kept in memory up to a bound, and long in the
/// browser, since another picture has another address. What is no picture is not asked for again for ten minutes, what could not be
/// had just now for half a minute.</remarks>
public sealed partial class ListingImage(Databases databases, ShopHttp shops, ILogger<ListingImage> log) : IDisposable
{
    private const int LargestBytes = 8 * 1024 * 1024;
    private const long KeptBytes = 96L * 1024 * 1024;
    private const int AtATime = 8;
    private const int Redirects = 3;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan NoPicture = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan NotNow = TimeSpan.FromSeconds(30);
    private static readonly string[] Types = ["image/jpeg", "image/png", "image/webp", "image/gif", "image/avif", "image/svg+xml"];

    private readonly MemoryCache _kept = new(new MemoryCacheOptions { SizeLimit = KeptBytes });
    private readonly SemaphoreSlim _asking = new(AtATime, AtATime);

    public static void Map(IEndpointRouteBuilder routes)
    {
        var images = routes.MapGroup("/images").RequireAuthorization().ExcludeFromDescription();
        images.MapGet("/{listingId:long}/{index:int}", (long listingId, int index, ListingImage image, Callers callers, HttpContext http) =>
            image.ServeAsync(http, callers, async db => (await db.Listings.Where(l => l.Id == listingId)
                .Select(l => l.Images).SingleOrDefaultAsync(http.RequestAborted))?.ElementAtOrDefault(index)));
        images.MapGet("/variations/{id:long}", (long id, ListingImage image, Callers callers, HttpContext http) =>
            image.ServeAsync(http, callers, async db =>
            {
                var found = await db.Variations.Where(v => v.Id == id)
                    .Join(db.Listings, v => v.ListingId, l => l.Id, (v, l) => new { v.Image, l.Images })
                    .SingleOrDefaultAsync(http.RequestAborted);
                return found?.Image ?? found?.Images.FirstOrDefault();
            }));
        images.MapGet("/items/{id:long}", (long id, ListingImage image, Callers callers, HttpContext http) =>
            image.ServeAsync(http, callers, db => db.StockItems.Where(i => i.Id == id)
                .Select(i => i.Image).SingleOrDefaultAsync(http.RequestAborted)));
    }

    public void Dispose()
    {
        _kept.Dispose();
        _asking.Dispose();
    }

    private async Task<IResult> ServeAsync(HttpContext http, Callers callers, Func<QuaysideDb, Task<string?>> find)
    {
        http.Features.Get<IStatusCodePagesFeature>()!.Enabled = false;
        if (callers.Of(http.User) is not { } caller)
        {
            return Results.NotFound();
        }

        await using var db = databases.Open(caller.OrganisationId);
        if (await find(db) is not { } source || await PictureAsync(source, http.RequestAborted) is not { } picture)
        {
            return Results.NotFound();
        }

        http.Response.Headers[HeaderNames.CacheControl] = "private, max-age=604800, immutable";
        http.Response.Headers[HeaderNames.XContentTypeOptions] = "nosniff";
        http.Response.Headers[HeaderNames.ContentSecurityPolicy] = "default-src 'none'; style-src 'unsafe-inline'; sandbox";
        return Results.Bytes(picture.Bytes, picture.Type);
    }

    internal async Task<Picture?> PictureAsync(string source, CancellationToken cancellation)
    {
        if (_kept.TryGetValue(source, out Picture? kept))
        {
            return kept;
        }

        await _asking.WaitAsync(cancellation);
        try
        {
            if (_kept.TryGetValue(source, out kept))
            {
                return kept;
            }

            var (picture, until) = await FetchAsync(source, cancellation);
            using var entry = _kept.CreateEntry(source);
            entry.Value = picture;
            entry.Size = 512 + (picture?.Bytes.Length ?? 0);
            entry.AbsoluteExpirationRelativeToNow = until;
            return picture;
        }
        finally
        {
            _asking.Release();
        }
    }

    /// <returns>The picture, or null when the shop gives none or lies where we may not look; and how long that holds (null: for good).</returns>
    internal async Task<(Picture? Picture, TimeSpan? Holds)> FetchAsync(string source, CancellationToken cancellation)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(Patience);
        try
        {
            using var client = shops.Client(budget: null);
            using var response = await FollowAsync(client, source, patience.Token);
            var type = response?.Content.Headers.ContentType?.MediaType;
            return response is { IsSuccessStatusCode: true } && Types.Contains(type)
                && response.Content.Headers.ContentLength is null or <= LargestBytes
                && await ReadAsync(response.Content, patience.Token) is { } bytes
                ? (new Picture(bytes, type!), null)
                : (null, response is null or { StatusCode: < HttpStatusCode.InternalServerError } ? NoPicture : NotNow);
        }
        catch (ConnectorException refused) when (refused.Kind == FailureKind.Refused)
        {
            NotHad(log, source, refused);
            return (null, NoPicture);
        }
        catch (Exception fault) when (fault is HttpRequestException or IOException or ConnectorException
            || (fault is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            NotHad(log, source, fault);
            return (null, NotNow);
        }
    }

    // Redirects by hand: the guard looks at each address.
    private static async Task<HttpResponseMessage?> FollowAsync(HttpClient client, string source, CancellationToken cancellation)
    {
        var isAddress = Uri.TryCreate(source, UriKind.Absolute, out var address);
        for (var hop = 0; isAddress && address!.Scheme is "http" or "https" && hop <= Redirects; hop++)
        {
            var response = await client.GetAsync(address, HttpCompletionOption.ResponseHeadersRead, cancellation);
            if ((int)response.StatusCode is not (301 or 302 or 303 or 307 or 308) || response.Headers.Location is not { } location)
            {
                return response;
            }

            response.Dispose();
            address = new Uri(address, location);
        }

        return null;
    }

    /// <returns>null when there is more than a picture may hold.</returns>
    private static async Task<byte[]?> ReadAsync(HttpContent content, CancellationToken cancellation)
    {
        await using var stream = await content.ReadAsStreamAsync(cancellation);
        using var held = new MemoryStream();
        var part = new byte[81920];
        for (int read; (read = await stream.ReadAsync(part, cancellation)) > 0;)
        {
            if (held.Length + read > LargestBytes)
            {
                return null;
            }

            held.Write(part, 0, read);
        }

        return held.ToArray();
    }

    [LoggerMessage(LogLevel.Debug, "The picture {Source} could not be had.")]
    private static partial void NotHad(ILogger log, string source, Exception fault);

    internal sealed record Picture(byte[] Bytes, string Type);
}
