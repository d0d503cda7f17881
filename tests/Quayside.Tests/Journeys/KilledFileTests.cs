using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Quayside.Database;
using Quayside.Tests.Harness;

namespace Quayside.Tests.Journeys;

/// <summary>The program as a process of its own, killed without warning while it takes a catalogue file.</summary>
public sealed class KilledFileTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private const int Rows = 12_000;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("quayside-file-");
    private Databases _databases = null!;
    private long _organisation;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Killed_in_the_middle_it_leaves_whole_chunks_and_the_same_file_again_doubles_nothing()
    {
        var postgres = database.Engine == TestEngine.Postgres ? await database.NewAsync() : null;
        string[] options = postgres is null ? [] : [$"--ConnectionStrings:Quayside={postgres}"];
        var quayside = await QuaysideProcess.ServeAsync(_folder.FullName, options);
        _databases = postgres is null ? Databases.Sqlite(Path.Combine(_folder.FullName, "quayside.db")) : Databases.Postgres(postgres);
        try
        {
            (_organisation, var key) = await OwnersKey.MakeAsync(_databases);
            string store;
            using (var http = Client(quayside, key))
            {
                store = await OpenAsync(http);
                var sending = SendAsync(http, store);
                await UntilAsync(http, store, rows => rows >= 2000);
                await quayside.KillAsync();
                await Assert.ThrowsAnyAsync<Exception>(() => sending);
            }

            quayside = await QuaysideProcess.ServeAsync(_folder.FullName, options);
            var kept = await CountsAsync();
            Assert.InRange(kept.Variations, 1000, Rows - 1);
            Assert.Equal((kept.Variations, kept.Variations, kept.Variations), (kept.Links, kept.Items, kept.Moved));

            using (var http = Client(quayside, key))
            {
                var taken = await SendAsync(http, store);
                Assert.Equal("taken", (string?)taken["state"]);
                Assert.Equal((kept.Variations, Rows - kept.Variations, 0), ((int)taken["unchanged"]!, (int)taken["created"]!, (int)taken["refused"]!));
            }

            Assert.Equal(new Counts(Rows, Rows, Rows, Rows), await CountsAsync());
        }
        finally
        {
            await quayside.DisposeAsync();
            _databases.Dispose();
            SqliteConnection.ClearAllPools();
            _folder.Delete(recursive: true);
        }
    }

    private static string File()
    {
        var text = new StringBuilder("sku;title;price;quantity\n");
        for (var i = 0; i < Rows; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $"SKU-{i:D6};Thing number {i};12,50;{1 + (i % 9)}\n");
        }

        return text.ToString();
    }

    private static HttpClient Client(QuaysideProcess quayside, string key)
    {
        var http = new HttpClient(new HttpClientHandler()) { BaseAddress = quayside.Address };
        http.DefaultRequestHeaders.Authorization = new("Bearer", key);
        return http;
    }

    private static async Task<string> OpenAsync(HttpClient http)
    {
        using var opened = await http.PostAsJsonAsync("/api/v1/stores", new { channel = "offline", name = "Stall", country = "DE", currency = "EUR" }, Cancellation);
        return (await opened.Content.ReadFromJsonAsync<JsonObject>(Cancellation))!["id"]!.ToString();
    }

    private static async Task<JsonObject> SendAsync(HttpClient http, string store)
    {
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(File()));
        content.Headers.ContentType = new MediaTypeHeaderValue("text/csv");
        using var answer = await http.PostAsync($"/api/v1/stores/{store}/catalogue-file?apply=true", content, Cancellation);
        return (await answer.Content.ReadFromJsonAsync<JsonObject>(Cancellation))!;
    }

    private static async Task UntilAsync(HttpClient http, string store, Func<int, bool> awaited)
    {
        using var late = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        late.CancelAfter(TimeSpan.FromSeconds(90));
        while (true)
        {
            var file = (await http.GetFromJsonAsync<JsonObject>($"/api/v1/stores/{store}/catalogue-file", late.Token))!["file"];
            if (file is not null && (string?)file["state"] == "taking" && awaited((int)file["rows"]!))
            {
                return;
            }

            Assert.NotEqual("taken", (string?)file?["state"]);
            await Task.Delay(10, late.Token);
        }
    }

    private async Task<Counts> CountsAsync()
    {
        await using var db = _databases.Open(_organisation);
        return new Counts(
            await db.Variations.Select(v => v.SkuKey).Distinct().CountAsync(Cancellation),
            await db.SkuLinks.CountAsync(Cancellation),
            await db.StockItems.CountAsync(i => i.OnHand > 0, Cancellation),
            await db.StockMovements.Select(m => m.StockItemId).CountAsync(Cancellation));
    }

    private sealed record Counts(int Variations, int Links, int Items, int Moved);
}
