using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Data.Sqlite;
using Quayside.Tests.Harness;

namespace Quayside.Tests.Journeys;

/// <summary>The program killed without warning while it takes a file of orders: nothing half, and nothing twice when the file is sent again.</summary>
public sealed class KilledOrderFileTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private const int Orders = 400;
    private const int Before = 25;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("quayside-order-file-");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Killed_in_the_middle_of_a_file_it_has_whole_orders_and_takes_the_rest_when_it_is_sent_again()
    {
        var postgres = database.Engine == TestEngine.Postgres ? await database.NewAsync() : null;
        string[] options = postgres is null ? [] : [$"--ConnectionStrings:Quayside={postgres}"];
        var quayside = await QuaysideProcess.ServeAsync(_folder.FullName, options);
        try
        {
            var key = await OwnersKey.MakeAsync(_folder, postgres);
            string store;
            using (var client = Client(quayside, key))
            {
                store = (string)(await PostAsync(client, "stores", new { channel = "offline", name = "Stall", country = "SG", currency = "SGD" }))["id"]!;
                foreach (var sku in (string[])["MUG", "CUP"])
                {
                    await PostAsync(client, "listings", new { storeId = store, title = sku, variations = new[] { new { sku, price = 1, openingQuantity = 3 * Orders } } });
                }

                var sending = SendAsync(client, store);
                await UntilAsync(async () => (await ListAsync(client)).Count >= Before);
                await quayside.KillAsync();
                await Assert.ThrowsAnyAsync<HttpRequestException>(() => sending);
            }

            quayside = await QuaysideProcess.ServeAsync(_folder.FullName, options);
            using var again = Client(quayside, key);
            var kept = await ListAsync(again);
            Assert.InRange(kept.Count, Before, Orders - 1);
            await CheckAsync(again, kept);

            var result = await SendAsync(again, store);
            Assert.Equal((kept.Count, Orders - kept.Count, 0), ((int)result["known"]!, (int)result["taken"]!, (int)result["refusedOrders"]!));
            var all = await ListAsync(again);
            Assert.Equal(Orders, all.Select(o => (string)o["number"]!).Distinct().Count());
            await CheckAsync(again, all);
        }
        finally
        {
            await quayside.DisposeAsync();
            SqliteConnection.ClearAllPools();
            _folder.Delete(recursive: true);
        }
    }

    // Every order has both its lines, and what is reserved is what they ask for.
    private static async Task CheckAsync(HttpClient client, List<JsonObject> orders)
    {
        Assert.All(orders, o => Assert.Equal(["CUP 1", "MUG 2"], o["lines"]!.AsArray().Select(l => $"{l!["sellerSku"]} {(int)(decimal)l["openQuantity"]!}").Order()));
        var items = (await client.GetFromJsonAsync<JsonObject>("stock-items", Cancellation))!["items"]!.AsArray().ToDictionary(i => (string)i!["masterSku"]!, i => (decimal)i!["reserved"]!);
        Assert.Equal((orders.Count, 2 * orders.Count), (items["CUP"], items["MUG"]));
    }

    private static async Task<JsonObject> SendAsync(HttpClient client, string store)
    {
        var file = new StringBuilder("number,sku,quantity\n");
        for (var i = 0; i < Orders; i++)
        {
            file.Append(null, $"F-{i:000},MUG,2\nF-{i:000},CUP,1\n");
        }

        using var content = new StringContent(file.ToString(), Encoding.UTF8, "text/csv");
        using var answer = await client.PostAsync($"stores/{store}/order-file?apply=true", content, Cancellation);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(Cancellation));
        return (await answer.Content.ReadFromJsonAsync<JsonObject>(Cancellation))!;
    }

    private static async Task<List<JsonObject>> ListAsync(HttpClient client)
    {
        var (all, next) = (new List<JsonObject>(), "");
        do
        {
            var part = (await client.GetFromJsonAsync<JsonObject>($"orders?limit=500{next}", Cancellation))!;
            all.AddRange(part["items"]!.AsArray().Select(o => o!.AsObject()));
            next = part["next"] is { } cursor ? $"&cursor={Uri.EscapeDataString((string)cursor!)}" : "";
        }
        while (next.Length > 0);

        return all;
    }

    private static async Task<JsonObject> PostAsync(HttpClient client, string path, object body)
    {
        using var answer = await client.PostAsJsonAsync(path, body, Cancellation);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(Cancellation));
        return (await answer.Content.ReadFromJsonAsync<JsonObject>(Cancellation))!;
    }

    private static async Task UntilAsync(Func<Task<bool>> isSo)
    {
        using var late = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        while (!await isSo())
        {
            late.Token.ThrowIfCancellationRequested();
        }
    }

    private static HttpClient Client(QuaysideProcess quayside, string key)
    {
        var client = new HttpClient(new HttpClientHandler()) { BaseAddress = new Uri(quayside.Address, "/api/v1/") };
        client.DefaultRequestHeaders.Authorization = new("Bearer", key);
        return client;
    }

    // Beside the running server, as the command does it.
}
