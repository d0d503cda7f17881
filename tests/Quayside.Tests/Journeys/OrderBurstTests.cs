using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Quayside.Database;
using Quayside.Inventory;
using Quayside.Orders;
using Quayside.Stores;
using Quayside.Tests.Harness;

namespace Quayside.Tests.Journeys;

/// <summary>Many who order at once, through the API of the program as it is started: one process on SQLite; on PostgreSQL two, with more
/// clients than connections.</summary>
public sealed class OrderBurstTests(TestDatabase database) : IClassFixture<TestDatabase>, IAsyncLifetime
{
    private const int Connections = 5;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("quayside-burst-");
    private readonly List<QuaysideProcess> _servers = [];
    private Databases _databases = null!;
    private string? _postgres;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _postgres = database.Engine == TestEngine.Postgres ? await database.NewAsync() : null;
        for (var i = 0; i < (_postgres is null ? 1 : 2); i++)
        {
            _servers.Add(await ServeAsync(i));
        }

        _databases = _postgres is null ? Databases.Sqlite(Path.Combine(_folder.FullName, "0", "quayside.db")) : Databases.Postgres(_postgres);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var server in _servers)
        {
            await server.DisposeAsync();
        }

        _databases.Dispose();
        SqliteConnection.ClearAllPools();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task Of_two_hundred_orders_for_the_last_fifty_pieces_fifty_are_taken_and_the_others_are_told_why()
    {
        using var stall = await BurstStall.SetUpAsync(_databases, _servers.Select(s => s.Address), 50);
        var (item, variation, _) = stall.Goods[0];

        var replies = await Task.WhenAll(Enumerable.Range(0, 200).Select(n => Task.Run(() => stall.PostAsync(
            n, "orders", BurstStall.Order(stall.Stall, (variation, 1)), n % 2 == 0 ? $"burst-{n}" : null))));

        Assert.Equal([(201, null, 50), (422, "stock.short", 150)], replies.GroupBy(r => (r.Status, r.Code)).Select(g => (g.Key.Status, g.Key.Code, g.Count())).Order());
        Assert.Equal(50, replies.Where(r => r.Status == 201).Select(r => r.Text("id")).Distinct().Count());
        await using var db = _databases.Open(stall.Caller.OrganisationId);
        var row = await db.StockItems.SingleAsync(i => i.Id == item.Id, Cancellation);
        Assert.Equal((50m, 50m, 50, 50), (
            row.OnHand, row.Reserved, await db.Orders.CountAsync(Cancellation),
            await db.StockMovements.CountAsync(m => m.Reason == MovementReason.Reserved && m.ReservedDelta == 1, Cancellation)));
        await stall.CheckAsync();
    }

    [Fact]
    public Task Orders_adjustments_and_transfers_at_once_leave_every_figure_the_sum_of_its_movements() => WorkAtOnceAsync(round => round < 15);

    [Fact]
    public async Task For_a_minute_sixteen_clients_leave_every_figure_the_sum_of_its_movements()
    {
        Requires.Long();
        var begun = TimeProvider.System.GetTimestamp();
        await WorkAtOnceAsync(_ => TimeProvider.System.GetElapsedTime(begun) < TimeSpan.FromMinutes(1));
    }

    private async Task WorkAtOnceAsync(Func<int, bool> goesOn)
    {
        using var stall = await BurstStall.SetUpAsync(_databases, _servers.Select(s => s.Address), 60, 60, 60);
        var odd = new ConcurrentBag<string>();

        await Task.WhenAll(Enumerable.Range(0, 16).Select(client => Task.Run(async () =>
        {
            var clerk = new Clerk(stall, client);
            for (var round = 0; goesOn(round); round++)
            {
                if (await clerk.WorkAsync() is { } reply && reply.Status is not (200 or 201) && reply.Code != "stock.short")
                {
                    odd.Add($"{reply.Status} {reply.Body}");
                }
            }
        })));

        Assert.Empty(odd);
        await stall.CheckAsync();
        await using var db = _databases.Open(stall.Caller.OrganisationId);
        Assert.Equal(0, await db.StockItems.CountAsync(i => i.OnHand - i.ElsewhereOnHand < 0, Cancellation));
        Assert.Equal(0, await db.StockLevels.CountAsync(l => l.OnHand < 0, Cancellation));
    }

    [Fact]
    public async Task Killed_in_a_burst_of_orders_it_has_each_of_them_whole_and_once()
    {
        const int Orders = 150;
        using var stall = await BurstStall.SetUpAsync(_databases, [_servers[0].Address], 1000);
        var variation = stall.Goods[0].AtStall;
        var (answered, open) = (new ConcurrentDictionary<string, string>(), new ConcurrentQueue<string>(Enumerable.Range(0, Orders).Select(n => $"kill-{n}")));
        var cut = new ConcurrentBag<string>();
        var killed = new TaskCompletionSource();

        var clients = Task.WhenAll(Enumerable.Range(0, 12).Select(_ => Task.Run(async () =>
        {
            while (!killed.Task.IsCompleted && open.TryDequeue(out var key))
            {
                try
                {
                    var reply = await stall.PostAsync(0, "orders", BurstStall.Order(stall.Stall, (variation, 2)), key);
                    Assert.Equal(201, reply.Status);
                    answered[key] = reply.Text("id")!;
                    if (answered.Count >= 40)
                    {
                        killed.TrySetResult();
                    }
                }
                catch (HttpRequestException)
                {
                    cut.Add(key);
                }
            }
        })));
        await killed.Task.WaitAsync(TimeSpan.FromSeconds(90), Cancellation);
        await _servers[0].KillAsync();
        await clients;
        _servers[0] = await ServeAsync(0);
        using var again = await NewClientAsync(stall);

        // Whoever got no answer asks again. The key of a process that died is free after a while only, so the order's own key is asked.
        var take = new TakeOrder(_databases, new StoreNews(), TimeProvider.System);
        var request = new OrderRequest(stall.Stall.Id, [new OrderLineRequest(2) { VariationId = variation, UnitPrice = 1 }]);
        foreach (var key in cut.Concat(open))
        {
            Assert.Null((await take.RunAsync(stall.Caller, request, key, Cancellation)).Refusal);
        }

        foreach (var (key, id) in answered.Take(5))
        {
            var reply = await PostAsync(again, stall, variation, key);
            Assert.Equal((201, id), (reply.Status, reply.Text("id")));
        }

        await WholeAndOnceAsync(stall, Orders);
    }

    private async Task WholeAndOnceAsync(BurstStall stall, int orders)
    {
        await using var db = _databases.Open(stall.Caller.OrganisationId);
        var ids = await db.Orders.Select(o => o.Id).ToListAsync(Cancellation);
        var lines = await db.OrderLines.Select(l => l.OrderId).ToListAsync(Cancellation);
        var events = await db.OrderEvents.Where(e => e.Change == OrderChange.Taken).Select(e => e.OrderId).ToListAsync(Cancellation);
        var moved = await db.StockMovements.Where(m => m.Reason == MovementReason.Reserved).Select(m => m.OrderId!.Value).ToListAsync(Cancellation);
        Assert.Equal(orders, ids.Count);
        Assert.All((List<long>[])[lines, events, moved], rows => Assert.Equal(ids.Order(), rows.Order()));
        Assert.Equal(orders * 2, (await db.StockItems.SingleAsync(Cancellation)).Reserved);
        await stall.CheckAsync();
    }

    private async Task<HttpClient> NewClientAsync(BurstStall stall)
    {
        var key = await new Quayside.Organisations.ManageApiKeys(_databases, TimeProvider.System)
            .CreateAsync(stall.Caller, "again", Quayside.Organisations.Role.Manager, Cancellation);
        var client = new HttpClient(new HttpClientHandler()) { BaseAddress = _servers[0].Address };
        client.DefaultRequestHeaders.Authorization = new("Bearer", key.Value!.Key);
        return client;
    }

    private static async Task<Reply> PostAsync(HttpClient client, BurstStall stall, long variation, string key)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/orders")
        {
            Content = System.Net.Http.Json.JsonContent.Create(BurstStall.Order(stall.Stall, (variation, 2))),
        };
        request.Headers.Add("Idempotency-Key", key);
        using var answer = await client.SendAsync(request, Cancellation);
        return new Reply((int)answer.StatusCode, JsonNode.Parse(await answer.Content.ReadAsStringAsync(Cancellation))!.AsObject());
    }

    private Task<QuaysideProcess> ServeAsync(int number)
    {
        var folder = Path.Combine(_folder.FullName, $"{number}");
        return _postgres is null
            ? QuaysideProcess.ServeAsync(folder)
            : QuaysideProcess.ServeAsync(folder, $"--ConnectionStrings:Quayside={new NpgsqlConnectionStringBuilder(_postgres) { MaxPoolSize = Connections }}");
    }

    /// <summary>One who sells, cancels, adjusts, counts and carries, as the dice fall.</summary>
    private sealed class Clerk(BurstStall stall, int number)
    {
        private readonly Random _dice = new(number);
        private readonly Stack<string> _taken = [];

        /// <returns>null where there was nothing to do.</returns>
        public async Task<Reply?> WorkAsync()
        {
            var goods = stall.Goods.OrderBy(_ => _dice.Next()).Take(1 + _dice.Next(3)).ToList();
            var (item, shed) = ($"stock-items/{goods[0].Item.Id}", $"{stall.Shed.Id}");
            switch (_dice.Next(8))
            {
                case 0 or 1 or 2:
                    var isBarrow = _dice.Next(3) == 0;
                    var reply = await stall.PostAsync(number, "orders", BurstStall.Order(
                        isBarrow ? stall.Barrow : stall.Stall, [.. goods.Select(g => (isBarrow ? g.AtBarrow : g.AtStall, (decimal)(1 + _dice.Next(3))))]));
                    if (reply.Status == 201)
                    {
                        _taken.Push(reply.Text("id")!);
                    }

                    return reply;
                case 3 or 4:
                    return _taken.TryPop(out var order) ? await stall.PostAsync(number, $"orders/{order}/cancel") : null;
                case 5:
                    return await stall.PostAsync(number, $"{item}/adjustments", new JsonObject
                    {
                        ["pieces"] = _dice.Next(2) == 0 ? 3 : -2,
                        ["text"] = "as the dice fell",
                        ["warehouseId"] = _dice.Next(2) == 0 ? shed : null,
                    });
                case 6:
                    return await stall.PostAsync(number, $"{item}/transfers", new JsonObject { ["pieces"] = 4, ["toWarehouseId"] = shed });
                default:
                    return await stall.PostAsync(number, $"{item}/counts", new JsonObject { ["counted"] = 20 + _dice.Next(20) });
            }
        }
    }
}
