using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Data.Sqlite;
using Quayside.Sandbox;
using Quayside.Tests.Harness;
using Quayside.Tests.Sandbox;

namespace Quayside.Tests.Journeys;

/// <summary>The program as a process of its own, killed between keeping a message and reading what it named, and while older orders come.</summary>
public sealed class KilledWebhooksTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("quayside-hooks-");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_was_answered_with_200_survives_a_kill_and_older_orders_go_on()
    {
        await using var sandbox = await RunningSandbox.StartAsync(new ShopOptions { Listings = 6, Orders = 700, Seed = 33 });
        var shop = sandbox.Shop;
        var postgres = database.Engine == TestEngine.Postgres ? await database.NewAsync() : null;
        string[] options = ["--Connections:AllowPrivateAddresses=true", "--PublicAddress=http://127.0.0.1:9", .. postgres is null ? [] : (string[])[$"--ConnectionStrings:Quayside={postgres}"]];
        var quayside = await QuaysideProcess.ServeAsync(_folder.FullName, options);
        try
        {
            var key = await OwnersKey.MakeAsync(_folder, postgres);
            var store = await SubscribedAsync(quayside, key, shop);

            // The first reading hangs, so that the kill comes between the two.
            var product = shop.Data.Products.First(p => p is { Type: "simple", ManagesStock: true });
            shop.Data.Edit(_ => (product.Stock, product.ModifiedAt) = (321, product.ModifiedAt.AddMinutes(1)));
            shop.Faults.Add(new Fault(FaultKind.Slow) { PathContains = "include=", Delay = TimeSpan.FromMinutes(5), Times = 1 });
            Assert.Equal(HttpStatusCode.OK, await TellAsync(quayside, shop, "product.updated", product.Id));
            await quayside.KillAsync();
            shop.Faults.Clear();
            quayside = await QuaysideProcess.ServeAsync(_folder.FullName, options);
            using (var client = QuaysideClient.At(quayside.Address, key))
            {
                await UntilAsync(async () => (int)(await client.GetAsync($"stores/{store}/webhooks")).Body["waiting"]! == 0);
                var listing = (await client.ListAsync($"listings?storeId={store}")).Single(l => l["channelListingId"]!.ToString() == $"{product.Id}");
                Assert.Equal(321, listing["variations"]![0]!["quantity"]!.GetValue<decimal>());
            }

            // Several pages of older orders, one of them hanging.
            shop.Faults.Add(new Fault(FaultKind.Slow) { PathContains = "page=3", Delay = TimeSpan.FromMinutes(5), Times = 1 });
            using (var client = QuaysideClient.At(quayside.Address, key))
            {
                var asked = await client.SendAsync(HttpMethod.Post, $"stores/{store}/older-orders", new JsonObject { ["days"] = 200 });
                Assert.True(asked.Status == 202, asked.Body.ToString());
                await client.UntilAsync(store, s => s.Stage("orders")["discovered"]!.GetValue<int>() >= 200);
            }

            await quayside.KillAsync();
            shop.Faults.Clear();
            quayside = await QuaysideProcess.ServeAsync(_folder.FullName, options);
            using (var client = QuaysideClient.At(quayside.Address, key))
            {
                var session = await client.CompletedAsync(store);
                Assert.Equal("olderOrders", session["kind"]!.ToString());
                var (discovered, stored, quarantined) = session.Receipt("orders");
                Assert.Equal(discovered, stored + quarantined);
                var orders = await client.ListAsync($"orders?storeId={store}");
                Assert.Equal(orders.Count, orders.DistinctBy(o => o["channelOrderId"]!.ToString()).Count());
                Assert.Equal(shop.Data.Orders.Count(o => o.Status is not ("trash" or "checkout-draft" or "auto-draft")), orders.Count);
            }
        }
        finally
        {
            await quayside.DisposeAsync();
            SqliteConnection.ClearAllPools();
            _folder.Delete(recursive: true);
        }
    }

    private static async Task<string> SubscribedAsync(QuaysideProcess quayside, string key, PracticeShop shop)
    {
        using var client = QuaysideClient.At(quayside.Address, key);
        var connected = await client.SendAsync(HttpMethod.Post, "stores", new JsonObject
        {
            ["channel"] = "woocommerce",
            ["name"] = "Harbour",
            ["settings"] = QuaysideClient.Settings(shop, keys: shop.IssueKey("read_write")),
            ["historyDays"] = 10,
        });
        Assert.True(connected.Status == 201, connected.Body.ToString());
        var store = connected.Text("id")!;
        await client.CompletedAsync(store);
        var offer = (await client.GetAsync($"stores/{store}/webhooks")).Body;
        await client.SendAsync(HttpMethod.Post, $"stores/{store}/webhooks", new JsonObject
        {
            ["topics"] = new JsonArray([.. HookedStore.Offered(offer).Select(t => JsonValue.Create(t))]),
        });
        await UntilAsync(async () => (await client.GetAsync($"stores/{store}/webhooks")).Text("state") == "active");
        return store;
    }

    // The process listens on a port that nobody knew beforehand.
    private static async Task<HttpStatusCode> TellAsync(QuaysideProcess quayside, PracticeShop shop, string topic, long id)
    {
        using var http = FakeMarketplace.NewClient();
        using var message = shop.Webhooks.Compose(shop.Webhooks.All.Single(w => w.Topic == topic), id);
        message.RequestUri = new Uri(quayside.Address, message.RequestUri!.AbsolutePath);
        using var answer = await http.SendAsync(message, Cancellation);
        return answer.StatusCode;
    }

    private static async Task UntilAsync(Func<Task<bool>> awaited)
    {
        for (var i = 0; i < 3600 && !await awaited(); i++)
        {
            await Task.Delay(50, Cancellation);
        }

        Assert.True(await awaited());
    }
}
