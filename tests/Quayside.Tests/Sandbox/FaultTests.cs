using System.Text.Json;
using Quayside.Sandbox;

namespace Quayside.Tests.Sandbox;

public sealed class FaultTests
{
    private static readonly ShopOptions Shop = new() { Listings = 30, Variations = 20, Orders = 12, Messy = false };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(FaultKind.TooManyRequests, 429, "7")]
    [InlineData(FaultKind.Unavailable, 503, "7")]
    [InlineData(FaultKind.ServerError, 500, null)]
    [InlineData(FaultKind.BadGateway, 502, null)]
    [InlineData(FaultKind.ExpiredKey, 401, null)]
    public async Task A_refusal_has_its_status_and_says_when_to_come_back(FaultKind kind, int status, string? retryAfter)
    {
        await using var sandbox = await StruckAsync(new Fault(kind) { RetryAfter = TimeSpan.FromSeconds(7) });

        var answer = await sandbox.Client.GetAsync("/products", Cancellation);

        Assert.Equal((status, retryAfter), (answer.Status, answer.Header("Retry-After")));
        Assert.Equal((status, kind.ToString()), (sandbox.Shop.Calls.All[0].Status, sandbox.Shop.Calls.All[0].Fault));
    }

    [Fact]
    public async Task A_fault_strikes_the_requests_it_names_from_the_nth_on_and_so_often()
    {
        await using var sandbox = await StruckAsync(new Fault(FaultKind.ServerError) { PathContains = "page=2", Skip = 1, Times = 2 });
        var statuses = new List<int>();
        for (var attempt = 0; attempt < 4; attempt++)
        {
            await sandbox.Client.GetAsync("/products?page=1", Cancellation);
            statuses.Add((await sandbox.Client.GetAsync("/products?page=2", Cancellation)).Status);
        }

        Assert.Equal([200, 500, 500, 200], statuses);
    }

    [Theory]
    [InlineData(FaultKind.CutConnection, 0)]
    [InlineData(FaultKind.HalfBody, 200)]
    public async Task A_cut_connection_is_an_error_of_the_wire(FaultKind kind, int status)
    {
        await using var sandbox = await StruckAsync(new Fault(kind) { Times = 1 });

        await Assert.ThrowsAsync<HttpRequestException>(() => sandbox.Client.GetAsync("/products", Cancellation));

        Assert.Equal(200, (await sandbox.Client.GetAsync("/products", Cancellation)).Status);
        Assert.Equal(status, sandbox.Shop.Calls.All[0].Status);
    }

    [Theory]
    [InlineData(FaultKind.TruncatedJson)]
    [InlineData(FaultKind.Html)]
    [InlineData(FaultKind.NoticeBeforeJson)]
    public async Task A_whole_answer_may_be_no_json(FaultKind kind)
    {
        await using var sandbox = await StruckAsync(new Fault(kind));

        var answer = await sandbox.Client.GetAsync("/products", Cancellation);

        Assert.Equal(200, answer.Status);
        Assert.ThrowsAny<JsonException>(() => answer.Json);
    }

    [Fact]
    public async Task A_repeated_page_announces_its_pages_and_never_gets_further()
    {
        await using var sandbox = await StruckAsync(new Fault(FaultKind.RepeatedPage));

        var first = await sandbox.Client.GetAsync("/products?page=1&orderby=id", Cancellation);
        var third = await sandbox.Client.GetAsync("/products?page=3&orderby=id", Cancellation);

        Assert.Equal((first.Body, "3"), (third.Body, third.Header("X-WP-TotalPages")));
    }

    [Fact]
    public async Task More_pages_may_come_than_were_announced()
    {
        await using var sandbox = await StruckAsync(new Fault(FaultKind.MorePagesThanAnnounced));

        var last = await sandbox.Client.GetAsync("/products?page=3", Cancellation);

        Assert.Equal(("2", "20", 10), (last.Header("X-WP-TotalPages"), last.Header("X-WP-Total"), last.Json!.AsArray().Count));
    }

    [Theory]
    [InlineData("/products")]
    [InlineData("/orders")]
    [InlineData("/variations")]
    public async Task A_row_deleted_between_pages_moves_the_rest_up(string route)
    {
        await using var sandbox = await StruckAsync(new Fault(FaultKind.RowDeleted) { PathContains = "page=2", Times = 1 });
        var rows = await RowsAsync(sandbox, $"{route}?per_page=100&orderby=id&order=asc");

        var first = await RowsAsync(sandbox, $"{route}?per_page=4&page=1&orderby=id&order=asc");
        var second = await RowsAsync(sandbox, $"{route}?per_page=4&page=2&orderby=id&order=asc");

        Assert.Equal(rows[..4], first);
        Assert.Equal(rows[5..9], second);
    }

    [Theory]
    [InlineData("/products")]
    [InlineData("/orders")]
    [InlineData("/variations")]
    public async Task A_row_added_between_pages_comes_last(string route)
    {
        await using var sandbox = await StruckAsync(new Fault(FaultKind.RowAdded) { PathContains = "page=2", Times = 1 });
        var before = await RowsAsync(sandbox, $"{route}?per_page=100&orderby=id&order=asc");

        await RowsAsync(sandbox, $"{route}?per_page=4&page=2&orderby=id&order=asc");

        var after = await RowsAsync(sandbox, $"{route}?per_page=100&orderby=id&order=asc");
        Assert.Equal(before, after[..^1]);
    }

    [Fact]
    public async Task A_shop_whose_clock_is_wrong_refuses_good_signatures()
    {
        await using var sandbox = await StruckAsync(new Fault(FaultKind.ClockSkew) { Skew = TimeSpan.FromHours(3) });

        var answer = await sandbox.Client.GetAsync("/products", Cancellation);

        Assert.Equal("Invalid timestamp.", answer.Message);
        var date = DateTimeOffset.Parse(answer.Header("Date")!, System.Globalization.CultureInfo.InvariantCulture);
        Assert.True(date > TimeProvider.System.GetUtcNow().AddHours(2));
    }

    [Fact]
    public async Task A_slow_answer_is_the_right_one()
    {
        await using var sandbox = await StruckAsync(new Fault(FaultKind.Slow) { Delay = TimeSpan.FromMilliseconds(1) });

        Assert.Equal(10, (await sandbox.Client.ListAsync("/products", Cancellation)).Count);
    }

    [Fact]
    public async Task Above_its_limit_of_calls_at_once_the_shop_answers_429()
    {
        await using var sandbox = await RunningSandbox.StartAsync(Shop with { MaxConcurrentRequests = 0 });

        var answer = await sandbox.Client.GetAsync("/products", Cancellation);

        Assert.Equal((429, "1", "text/html"), (answer.Status, answer.Header("Retry-After"), answer.Header("Content-Type")));
    }

    [Fact]
    public async Task A_stopped_shop_answers_nothing_and_the_others_go_on()
    {
        await using var sandbox = await RunningSandbox.StartAsync(Shop, Shop with { Key = "second" });

        await sandbox.Shop.StopAsync();

        await Assert.ThrowsAsync<HttpRequestException>(() => sandbox.ClientOf(sandbox.Shop).GetAsync("/products", Cancellation));
        Assert.Equal(200, (await sandbox.ClientOf(sandbox.Host["second"]).GetAsync("/products", Cancellation)).Status);
    }

    private static async Task<RunningSandbox> StruckAsync(Fault fault)
    {
        var sandbox = await RunningSandbox.StartAsync(Shop);
        sandbox.Shop.Faults.Add(fault);
        return sandbox;
    }

    private static async Task<List<long>> RowsAsync(RunningSandbox sandbox, string route) =>
        [.. (await sandbox.Client.ListAsync(route, Cancellation)).Select(row => row!["id"]!.GetValue<long>())];
}
