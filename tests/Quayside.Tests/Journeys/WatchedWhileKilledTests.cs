using System.Globalization;
using Microsoft.Data.Sqlite;
using Quayside.Sandbox;
using Quayside.Tests.Harness;
using Quayside.Tests.Sandbox;

namespace Quayside.Tests.Journeys;

/// <summary>A shop that lives on while the program is killed and the network is cut, at random: in the end both say the same.</summary>
public sealed class WatchedWhileKilledTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private const int Rounds = 90;
    private const int Kills = 5;

    private static readonly ShopOptions Shop = new() { Listings = 60, Variations = 40, Orders = 60, Seed = 101 };

    private static readonly FaultKind[] Faults =
        [FaultKind.CutConnection, FaultKind.HalfBody, FaultKind.TruncatedJson, FaultKind.ServerError, FaultKind.TooManyRequests, FaultKind.Slow];

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("quayside-watched-");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_field_is_the_shops_after_hundreds_of_changes_kills_and_cuts()
    {
        await using var sandbox = await RunningSandbox.StartAsync(Shop with { Latency = TimeSpan.FromMilliseconds(3) });
        var postgres = database.Engine == TestEngine.Postgres ? await database.NewAsync() : null;
        string[] options = ["--Connections:AllowPrivateAddresses=true", "--Sync:EveryMinutes=0.02"];
        options = postgres is null ? options : [.. options, $"--ConnectionStrings:Quayside={postgres}"];
        var quayside = await QuaysideProcess.ServeAsync(_folder.FullName, options);
        try
        {
            var key = await OwnersKey.MakeAsync(_folder, postgres);
            var store = await ConnectAsync(quayside, key, sandbox.Shop);
            var dice = new Random(1234);
            var kills = Enumerable.Range(0, Kills).Select(_ => dice.Next(Rounds)).ToHashSet();
            var changes = 0;
            for (var round = 0; round < Rounds; round++)
            {
                changes += Live(sandbox.Shop, dice);
                if (dice.Next(12) == 0)
                {
                    sandbox.Shop.Faults.Clear();
                    sandbox.Shop.Faults.Add(new Fault(Faults[dice.Next(Faults.Length)]) { Times = 1, RetryAfter = TimeSpan.Zero, Delay = TimeSpan.FromMilliseconds(50) });
                }

                await Task.Delay(dice.Next(50, 250), Cancellation);
                if (kills.Contains(round))
                {
                    await quayside.KillAsync();
                    quayside = await QuaysideProcess.ServeAsync(_folder.FullName, options);
                }
            }

            sandbox.Shop.Faults.Clear();
            using var client = QuaysideClient.At(quayside.Address, key);
            await LookedAsync(client, store);
            await ComparedAsync(client, store);
            var sessions = await client.ListAsync($"stores/{store}/sync/sessions");
            foreach (var session in sessions)
            {
                TestContext.Current.TestOutputHelper!.WriteLine($"{session["kind"]} {session.State()} {session["startedAt"]} {session["finishedAt"]} × {session["quietLooks"]}: "
                    + string.Join(", ", session["stages"]!.AsArray().Select(s => $"{s!["name"]} {s["changed"]}")) + $" {session["text"]}");
            }

            TestContext.Current.TestOutputHelper!.WriteLine($"{changes} changes, {Kills} kills");
            Assert.InRange(changes, 300, 2000);

            await ShopComparison.ListingsAreAlikeAsync(client, store, sandbox.Client);
            await ShopComparison.OrdersAreAlikeAsync(client, store, sandbox.Client, TimeProvider.System.GetUtcNow().AddDays(-90).AddMinutes(5));
            await NothingIsDoubledAsync(client, store);
            await CalendarIsGreenAsync(client, store);
            Assert.Equal(0, sandbox.Shop.Calls.Writes);
        }
        finally
        {
            await quayside.DisposeAsync();
            SqliteConnection.ClearAllPools();
            _folder.Delete(recursive: true);
        }
    }

    /// <summary>A few things happen.</summary>
    private static int Live(PracticeShop shop, Random dice)
    {
        var life = shop.Life;
        var count = dice.Next(3, 8);
        for (var i = 0; i < count; i++)
        {
            var (products, variations, orders) = shop.Data.Read(d => (
                d.Products.Where(p => p is { Type: "simple", Status: "publish" }).Select(p => p.Id).ToList(),
                d.Variations.Where(v => v.Status == "publish").Select(v => v.Id).ToList(), d.Orders.Select(o => o.Id).ToList()));
            List<long> goods = [.. products, .. variations];
            var good = goods[dice.Next(goods.Count)];
            var order = orders[dice.Next(orders.Count)];
            switch (dice.Next(14))
            {
                case 0: life.Change(good, price: dice.Next(1, 99)); break;
                case 1: life.Change(good, stock: dice.Next(-2, 40)); break;
                case 2: life.Change(good, sku: $"NEW-{dice.Next(1_000_000)}"); break;
                case 3: life.SwapSkus(good, goods[dice.Next(goods.Count)]); break;
                case 4: life.Change(products[dice.Next(products.Count)], name: $"Renamed {dice.Next(1000)}"); break;
                case 5: life.Add($"Another {dice.Next(1000)}", $"ADD-{dice.Next(1_000_000)}"); break;
                case 6: life.Trash(products[dice.Next(products.Count)]); break;
                case 7: life.Delete(good); break;
                case 8: life.Refund(order, 0.5m); break;
                case 9: life.Ship(order, "Harbour Couriers", $"HC-{dice.Next(1_000_000)}"); break;
                case 10: life.Move(order, dice.Next(2) == 0 ? "completed" : "cancelled"); break;
                case 11: life.Delete(order); break;
                default: life.Order(good, dice.Next(1, 4)); break;
            }
        }

        return count;
    }

    // A killed process holds the store for its lease's time. Where that ended just when the comparison is asked for, the comparison
    // would find everything and no look anything.
    private static async Task LookedAsync(QuaysideClient client, string store)
    {
        for (var attempt = 0; attempt < 1800; attempt++)
        {
            var sessions = await client.ListAsync($"stores/{store}/sync/sessions");
            if (sessions.Any(s => s["kind"]!.ToString() == "delta" && s.State() == "completed" && s["stages"]!.AsArray().Any(g => (int)g!["changed"]! > 0)))
            {
                return;
            }

            await Task.Delay(100, Cancellation);
        }

        Assert.Fail("The looks found nothing.");
    }

    // What runs may have begun before the last change; the one that is asked for begins after it.
    private static async Task ComparedAsync(QuaysideClient client, string store)
    {
        await Task.Delay(TimeSpan.FromSeconds(6), Cancellation); // the channel's lag
        for (var attempt = 0; attempt < 1800; attempt++)
        {
            var started = await client.SendAsync(HttpMethod.Post, $"stores/{store}/sync");
            if (started.Status == 202)
            {
                await DoneAsync(client, store, started.Text("id")!);
                return;
            }

            Assert.Equal("sync.running", started.Code);
            await Task.Delay(100, Cancellation);
        }

        Assert.Fail("The store never came to rest.");
    }

    private static async Task DoneAsync(QuaysideClient client, string store, string session)
    {
        for (var attempt = 0; attempt < 3600; attempt++)
        {
            var all = await client.ListAsync($"stores/{store}/sync/sessions");
            if (all.FirstOrDefault(s => s["id"]!.ToString() == session) is { } row && row.State() == "completed")
            {
                return;
            }

            await Task.Delay(50, Cancellation);
        }

        Assert.Fail("The comparison did not come to its end.");
    }

    private static async Task NothingIsDoubledAsync(QuaysideClient client, string store)
    {
        var orders = await client.ListAsync($"orders?storeId={store}");
        Assert.Equal(orders.Count, orders.Select(o => o["channelOrderId"]!.ToString()).Distinct().Count());
        var variations = (await client.ListAsync($"listings?storeId={store}")).SelectMany(l => l["variations"]!.AsArray()).Select(v => v!["channelVariationId"]!.ToString()).ToList();
        Assert.Equal(variations.Count, variations.Distinct().Count());
        foreach (var item in (await client.ListAsync("stock-items")).Where((_, i) => i % 7 == 0))
        {
            var whole = (await client.GetAsync($"stock-items/{item["id"]}")).Body;
            var moved = whole["movements"]!.AsArray().Sum(m => decimal.Parse(m!["reservedDelta"]!.ToString(), CultureInfo.InvariantCulture));
            Assert.Equal(decimal.Parse(whole["reserved"]!.ToString(), CultureInfo.InvariantCulture), moved);
        }
    }

    private static async Task CalendarIsGreenAsync(QuaysideClient client, string store)
    {
        var days = (await client.GetAsync($"stores/{store}/coverage")).Body["items"]!.AsArray();
        Assert.Equal(90, days.Count);
        Assert.All(days, d =>
        {
            Assert.True(d!["state"]?.ToString() is "complete" or "healed", d.ToJsonString());
            Assert.Equal(d["theirFingerprint"]!.ToString(), d["ourFingerprint"]!.ToString());
            Assert.Equal(d["theirs"]!.ToString(), d["ours"]!.ToString());
        });
    }

    private static async Task<string> ConnectAsync(QuaysideProcess quayside, string key, PracticeShop shop)
    {
        using var client = QuaysideClient.At(quayside.Address, key);
        var store = await client.ConnectedAsync(QuaysideClient.Settings(shop));
        await client.CompletedAsync(store);
        await client.UntilAsync(store, s => s["kind"]!.ToString() == "reconcile" && s.State() == "completed");
        return store;
    }
}
