using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Quayside.Connectors.Http;

namespace Quayside.Connectors.WooCommerce;

/// <summary>Reads one page of a list so that nothing is lost while the shop goes on living.</summary>
internal static class WooFeed
{
    /// <summary>The most that WooCommerce gives at once.</summary>
    public const int PageSize = 100;

    // Rows re-read beyond those that went missing, for the ones that go missing while re-reading.
    private const int Slack = 10;
    private const int MostReRead = 1000;
    private const int MostAttempts = 3;

    /// <summary>Reads the page, and more only where the list changed meanwhile: the rows before it that a deletion moved out of reach,
    /// and, on the last announced page, the pages that were added since.</summary>
    /// <remarks>Not noticed: as many additions as deletions between the first page and this one. The next session reads all again.</remarks>
    public static async Task<WooRows> ReadAsync(WooClient client, WooRequest list, WooCursor at, CancellationToken cancellation) =>
        await CompleteAsync(client, list, at, await client.AskAsync(Paged(list, at.Page), cancellation), cancellation);

    /// <summary>As <see cref="ReadAsync"/>, with the page's own answer in hand.</summary>
    public static async Task<WooRows> CompleteAsync(
        WooClient client, WooRequest list, WooCursor at, WooAnswer answer, CancellationToken cancellation)
    {
        var rows = new WooRows();
        try
        {
            rows.Add(answer);
            EnsureList(answer, client.Shop);
            if (at.FirstPage is { } first && WooRows.IdsInShort(answer) == first)
            {
                throw WooErrors.SamePage();
            }

            if (at.Page > 1 && at.Total > rows.Newest.Total)
            {
                await CatchUpAsync(client, list, at, rows, cancellation);
            }

            if (at.Page >= (at.Pages ?? answer.TotalPages))
            {
                await ReadOnAsync(client, list, at.Page, rows, cancellation);
            }

            return rows;
        }
        catch
        {
            rows.Dispose();
            throw;
        }
    }

    /// <summary>One answer that must be a list.</summary>
    public static async Task<WooAnswer> ListAsync(WooClient client, WooRequest request, CancellationToken cancellation)
    {
        var answer = await client.AskAsync(request, cancellation);
        try
        {
            EnsureList(answer, client.Shop);
            return answer;
        }
        catch
        {
            answer.Dispose();
            throw;
        }
    }

    public static WooRequest Paged(WooRequest list, int page) => list.With("per_page", PageSize).With("page", page);

    private static void EnsureList(WooAnswer answer, WooShop shop)
    {
        WooErrors.Ensure(answer, shop);
        if (answer.Json.ValueKind != JsonValueKind.Array)
        {
            throw WooErrors.NotAList();
        }
    }

    private static async Task CatchUpAsync(WooClient client, WooRequest list, WooCursor at, WooRows rows, CancellationToken cancellation)
    {
        var end = (long)(at.Page - 1) * PageSize;
        for (var attempt = 0; attempt < MostAttempts; attempt++)
        {
            var reach = Math.Min(Math.Min(at.Total!.Value - rows.Newest.Total ?? 0, MostReRead) + Slack, end);
            for (var offset = end - reach; offset < end; offset += PageSize)
            {
                var size = Math.Min(PageSize, end - offset);
                rows.AddEarlier(await ListAsync(client, list.With("per_page", size).With("offset", offset), cancellation));
            }

            if (at.Total - rows.Newest.Total is not { } lost || lost <= reach || reach >= MostReRead)
            {
                return;
            }
        }
    }

    // A full last page is not believed to be the last: counts come from caches, and one more request tells.
    private static async Task ReadOnAsync(WooClient client, WooRequest list, int from, WooRows rows, CancellationToken cancellation)
    {
        for (var page = from + 1; rows.Last.TotalPages >= page || rows.Last.Rows.Count() >= PageSize; page++)
        {
            var answer = await ListAsync(client, Paged(list, page), cancellation);
            if (WooRows.HighestOf(answer) <= rows.HighestId)
            {
                answer.Dispose(); // empty, or a cache that ignores the page number and repeats itself
                return;
            }

            rows.Add(answer);
        }
    }
}

/// <summary>The answers that make up one page, oldest rows first where it matters.</summary>
internal sealed class WooRows : IDisposable
{
    private readonly List<WooAnswer> _answers = [];
    private readonly List<WooAnswer> _earlier = [];

    /// <summary>The answer that came last: what it says of the list's size counts.</summary>
    public WooAnswer Newest { get; private set; } = null!;

    /// <summary>Rows before the page that were read again; some of them are known.</summary>
    public IReadOnlyList<WooAnswer> Earlier => _earlier;

    public IReadOnlyList<WooAnswer> Answers => _answers;

    public IEnumerable<WooAnswer> All => _earlier.Concat(_answers);

    public bool IsEmpty => _answers.All(answer => !answer.Rows.Any());

    /// <summary>The last answer of the page itself.</summary>
    public WooAnswer Last => _answers[^1];

    public decimal HighestId { get; private set; }

    /// <summary>How many rows the list holds: what the shop says, or what was read where it said too little.</summary>
    /// <param name="page">The number of the page that these rows begin with.</param>
    public long? Total(int page)
    {
        var read = _answers.Sum(answer => (long)answer.Rows.Count());
        return read >= WooFeed.PageSize && Newest.Total is { } said ? Math.Max(said, ((page - 1L) * WooFeed.PageSize) + read) : Newest.Total;
    }

    public void Add(WooAnswer answer)
    {
        _answers.Add(answer);
        Newest = answer;
        HighestId = Math.Max(HighestId, HighestOf(answer));
    }

    public static decimal HighestOf(WooAnswer answer) => answer.Rows.Select(IdOf).DefaultIfEmpty().Max();

    /// <summary>Tells two pages apart by the ids they hold; null for a page without any.</summary>
    public static string? IdsInShort(WooAnswer answer)
    {
        var ids = string.Join(',', answer.Rows.Select(row => row.Field("id"u8)?.ToString()));
        return ids.Length == 0 ? null : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(ids)).AsSpan(0, 8));
    }

    public void AddEarlier(WooAnswer answer)
    {
        _earlier.Add(answer);
        Newest = answer;
    }

    public void Dispose()
    {
        _answers.ForEach(answer => answer.Dispose());
        _earlier.ForEach(answer => answer.Dispose());
    }

    private static decimal IdOf(JsonElement row)
    {
        try
        {
            return row.Number("id"u8) ?? 0;
        }
        catch (FormatException)
        {
            return 0;
        }
    }
}
