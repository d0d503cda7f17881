using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Quayside.Database;
using Quayside.Sandbox;
using Quayside.Tests.Harness;
using Quayside.Tests.Sandbox;

namespace Quayside.Tests.Journeys;

/// <summary>Ninety days of orders, denser than the channel pages through at once, into a program that is killed at each kind of request.</summary>
/// <param name="calls">Parts of the paths of the channel's calls for orders.</param>
public abstract class NinetyDays(TestDatabase database, ShopOptions options, string[] calls) : IClassFixture<TestDatabase>
{
    private const int Many = 140_000; // of 120 days, so that 100,000 lie in ninety
    private const int AroundAnEdge = 90;

    private static readonly TimeSpan Window = TimeSpan.FromDays(90);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(40);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("quayside-ninety-");
    private QuaysideProcess? _quayside;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public Task Some_thousand_orders_are_all_there_once_and_in_order_whichever_request_the_program_is_killed_at() => RunAsync(options);

    [Fact]
    public Task And_so_are_a_hundred_thousand()
    {
        Requires.Long();
        return RunAsync(options with { Orders = Many });
    }

    /// <summary>Where the connector cuts the ninety days: an order lies at every second around each.</summary>
    private protected abstract IEnumerable<DateTimeOffset> Edges(DateTimeOffset from, DateTimeOffset to);

    /// <summary>Whether the channel lists it.</summary>
    private protected abstract bool IsOrder(PracticeOrder order);

    private async Task RunAsync(ShopOptions shown)
    {
        await using var sandbox = await RunningSandbox.StartAsync(shown);
        var shop = sandbox.Shop;
        shop.Data.Edit(CrowdEdges);
        var postgres = database.Engine == TestEngine.Postgres ? await database.NewAsync() : null;
        var begin = Stopwatch.GetTimestamp();
        try
        {
            await StartAsync(postgres);
            var key = await OwnersKey.MakeAsync(_folder, postgres);
            var store = await ConnectAsync(key, shop);
            // Near the beginning, and deeper inside where there are many. On PostgreSQL a store rests after each kill until the lease of the killed
            // program ends.
            var struck = calls.SelectMany((path, n) => new[] { (path, 1 + n), (path, Math.Max(4 + (2 * n), shown.Orders / 1000)) }.TakeLast(postgres is null ? 2 : 1)).ToList();
            foreach (var (path, skip) in struck)
            {
                await KillAtAsync(shop, path, skip);
                await StartAsync(postgres);
            }

            using var client = QuaysideClient.At(_quayside!.Address, key);
            var session = await EndAsync(client, store);

            await CompareAsync(shop, session, postgres);
            Tell(shop, session, struck.Count, Stopwatch.GetElapsedTime(begin));
        }
        finally
        {
            await (_quayside?.DisposeAsync() ?? ValueTask.CompletedTask);
            SqliteConnection.ClearAllPools();
            _folder.Delete(recursive: true);
        }
    }

    // The program's window begins when the store is connected, some seconds from now.
    private void CrowdEdges(ShopData data)
    {
        var now = Second(TimeProvider.System.GetUtcNow());
        using IEnumerator<PracticeOrder> orders = data.Orders.Where(IsOrder).ToList().GetEnumerator();
        foreach (var edge in Edges(now - Window, now))
        {
            for (var second = -AroundAnEdge / 2; second < AroundAnEdge && orders.MoveNext(); second++)
            {
                orders.Current.PlacedAt = Second(edge).AddSeconds(second);
            }
        }
    }

    private async Task StartAsync(string? postgres) => _quayside = await QuaysideProcess.ServeAsync(
        _folder.FullName,
        ["--Connections:AllowPrivateAddresses=true", "--Sync:EveryMinutes=0", .. postgres is null ? (string[])[] : [$"--ConnectionStrings:Quayside={postgres}"]]);

    private async Task<string> ConnectAsync(string key, PracticeShop shop)
    {
        using var client = QuaysideClient.At(_quayside!.Address, key);
        return await client.ConnectedAsync(await ChannelSignIn.RunAsync(client, shop), shop.Options.Channel);
    }

    // Killed while one request has no answer yet and others are being answered, mapped and written.
    private async Task KillAtAsync(PracticeShop shop, string path, int skip)
    {
        shop.Calls.Clear();
        shop.Faults.Add(new Fault(FaultKind.Slow) { PathContains = path, Skip = skip, Delay = Patience });
        using var late = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        late.CancelAfter(TimeSpan.FromMinutes(3));
        while (shop.Calls.All.Count(call => call.PathAndQuery.Contains(path, StringComparison.Ordinal)) < skip)
        {
            await Task.Delay(5, late.Token);
        }

        await Task.Delay(Random.Shared.Next(300), late.Token); // wherever the writer is by then
        await _quayside!.KillAsync();
        shop.Faults.Clear();
    }

    private static async Task<JsonObject> EndAsync(QuaysideClient client, string store)
    {
        var begin = Stopwatch.GetTimestamp();
        while (true)
        {
            var session = (await client.GetAsync($"stores/{store}/sync")).Body;
            if (session.State() is "completed" or "failed" || Stopwatch.GetElapsedTime(begin) > Patience)
            {
                Assert.True(session.State() == "completed", session.ToString());
                return session;
            }

            await Task.Delay(250, Cancellation);
        }
    }

    private async Task CompareAsync(PracticeShop shop, JsonObject session, string? postgres)
    {
        var (from, to) = (Time(session["window"]!["from"]!), Time(session["window"]!["to"]!));
        var expected = shop.Data.Orders.Where(IsOrder).Select(order => Second(order.PlacedAt)).Where(at => at >= from && at < to).Order().ToList();
        using var databases = postgres is null
            ? Databases.Sqlite(Path.Combine(_folder.FullName, "quayside.db"))
            : Databases.Postgres(postgres);
        await using var db = databases.OpenForNobody();
        var stored = await db.Orders.IgnoreQueryFilters().OrderBy(order => order.Id)
            .Select(order => new { order.ChannelOrderId, order.PlacedAt }).ToListAsync(Cancellation);

        Assert.True(expected.Count > 0.7 * shop.Options.Orders);
        Assert.Equal(expected, stored.Select(order => order.PlacedAt).Order());
        Assert.Equal(stored.Count, stored.Select(order => order.ChannelOrderId).Distinct().Count());
        var (discovered, kept, quarantined) = session.Receipt("orders");
        Assert.Equal((expected.Count, expected.Count, 0), (discovered, kept, quarantined));

        // Rows are numbered as they are written.
        var edges = Edges(from, to).ToList();
        var spans = stored.Select(order => edges.Count(edge => order.PlacedAt >= edge)).ToList();
        Assert.Equal(spans.Order(), spans);
    }

    private void Tell(PracticeShop shop, JsonObject session, int kills, TimeSpan took)
    {
        var peak = File.ReadLines($"/proc/{_quayside!.Id}/status").First(line => line.StartsWith("VmHWM:", StringComparison.Ordinal));
        TestContext.Current.TestOutputHelper?.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{session.Receipt("orders").Stored} orders, {kills} kills: {took.TotalSeconds:F0} s; {session["requests"]} requests of the session, {shop.Calls.Total} since the last kill; {peak}"));
    }

    private static DateTimeOffset Time(JsonNode text) => DateTimeOffset.Parse(text.ToString(), CultureInfo.InvariantCulture);

    private static DateTimeOffset Second(DateTimeOffset time) => DateTimeOffset.FromUnixTimeSeconds(time.ToUnixTimeSeconds());
}
