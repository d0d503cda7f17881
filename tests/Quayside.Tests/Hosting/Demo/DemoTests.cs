using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Data.Sqlite;
using Quayside.Tests.Harness;

namespace Quayside.Tests.Hosting.Demo;

/// <summary>"--demo" as a newcomer starts it, in a process of its own, with smaller stores. On SQLite always.</summary>
[Trait(OnSqliteAlways.Trait, OnSqliteAlways.Value)]
public sealed partial class DemoTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("quayside-demo-").FullName;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string Data => $"--DataDirectory={_folder}";

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_demo_that_is_killed_in_the_middle_goes_on_and_has_everything_once()
    {
        await using (var first = await StartAsync("--Demo:Listings=1000"))
        {
            await first.UntilAsync("Lighthouse Living: Listings");
        }

        Assert.True(await RunningSessionsAsync() > 0, "The sync was over before the kill: nothing was interrupted.");

        await using var second = await StartAsync();
        await second.UntilAsync("Ctrl-C stops");
        using var api = await ApiAsync(second);
        var stores = await ListAsync(api, "stores");

        Assert.Equal(["Harbour Supplies", "Lighthouse Living", "Pontoon Picks", "Jetty Junction", "Mooring Market", "Slipway Store"], stores.Select(s => s.GetProperty("name").GetString()));
        foreach (var store in stores)
        {
            var id = store.GetProperty("id").GetString();
            var sync = await api.GetFromJsonAsync<JsonElement>($"stores/{id}/sync", Cancellation);
            Assert.Equal("completed", sync.GetProperty("state").GetString());
            Assert.Equal("initial", sync.GetProperty("kind").GetString());
            var (listings, orders) = (Stage(sync, "listings"), Stage(sync, "orders"));
            Assert.All([listings, orders], stage => Assert.Equal((stage.Expected ?? stage.Stored, stage.Expected ?? stage.Discovered), (stage.Discovered, stage.Stored)));
            Assert.Equal(orders.Stored, (await ListAsync(api, $"orders?limit=500&storeId={id}")).DistinctBy(ChannelId).Count());
            Assert.Equal(listings.Stored > 0, store.GetProperty("name").GetString() != "Slipway Store");
        }
    }

    [Fact]
    public async Task Ctrl_C_in_the_middle_ends_well_and_each_start_prints_a_password_that_signs_in()
    {
        string earlier;
        await using (var first = await StartAsync("--Demo:Listings=1000"))
        {
            earlier = await PasswordAsync(first);
            await first.UntilAsync("Lighthouse Living: Listings");

            var (code, took, complained) = await first.InterruptAsync();

            Assert.Equal((0, ""), (code, complained));
            Assert.InRange(took.TotalSeconds, 0, 20);
        }

        await using var second = await StartAsync();
        var password = await PasswordAsync(second);
        await second.UntilAsync("Ctrl-C stops");

        Assert.Equal(HttpStatusCode.Redirect, await SignInAsync(second, password));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, await SignInAsync(second, earlier));
    }

    [Fact]
    public async Task A_store_that_a_person_disconnected_is_not_connected_again()
    {
        await using (var first = await StartAsync("--Demo:Listings=10"))
        {
            await first.UntilAsync("Ctrl-C stops");
            using var api = await ApiAsync(first);
            var slipway = (await ListAsync(api, "stores")).Single(s => s.GetProperty("name").GetString() == "Slipway Store");
            using var answer = await api.PostAsync($"stores/{slipway.GetProperty("id").GetString()}/disconnect", null, Cancellation);
            Assert.True(answer.IsSuccessStatusCode, $"{answer.StatusCode}");
            await first.InterruptAsync();
        }

        await using var second = await StartAsync();
        await second.UntilAsync("Ctrl-C stops");
        using var later = await ApiAsync(second);

        Assert.All(await ListAsync(later, "stores"), store => Assert.Equal(
            store.GetProperty("name").GetString() == "Slipway Store" ? "disconnected" : "ok", store.GetProperty("health").GetString()));
    }

    [Fact]
    public async Task A_port_of_a_practice_store_that_another_program_took_is_a_sentence()
    {
        await using (var first = await StartAsync("--Demo:Listings=10"))
        {
            await first.InterruptAsync();
        }

        using var plan = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(_folder, "demo.json"), Cancellation));
        var port = plan.RootElement.GetProperty("ports").GetProperty("lighthouse").GetInt32();
        using var taken = new TcpListener(IPAddress.Loopback, port);
        taken.Start();

        await RefusedAsync($"Port {port} is taken by another program, and the practice store Lighthouse Living has its address there.");
        await RefusedAsync("were made with Demo:Listings=10", "--Demo:Listings=20");
    }

    [Theory]
    [InlineData("http://0.0.0.0:5080")]
    [InlineData("http://*:5080")]
    [InlineData("http://127.0.0.1:0;http://192.0.2.1:5080")]
    public async Task A_demo_listens_on_loopback_only(string urls)
    {
        await RefusedAsync("serves this machine alone", $"--urls={urls}");
        Assert.False(File.Exists(Path.Combine(_folder, "demo.json")));
    }

    [Fact]
    public async Task A_demo_stays_out_of_a_Quayside_that_is_none()
    {
        await QuaysideProcess.RunAsync(["user", "create", "--organisation", "demo", "--email", "owner@example.test", Data]);

        await RefusedAsync("holds a Quayside that is no demo");
    }

    private Task<QuaysideProcess> StartAsync(params string[] more) => QuaysideProcess.ServeAsync(_folder, ["--demo", .. more]);

    private async Task RefusedAsync(string sentence, params string[] more)
    {
        string[] address = more is [['-', '-', 'u', ..], ..] ? [] : ["--urls=http://127.0.0.1:0"];
        var (code, said, complained) = await QuaysideProcess.RunAsync(["--demo", Data, .. address, .. more]);
        Assert.Equal((1, ""), (code, said));
        Assert.Contains(sentence, complained, StringComparison.Ordinal);
        Assert.Single(complained.Trim().Split('\n'));
    }

    private async Task<long> RunningSessionsAsync()
    {
        await using var connection = new SqliteConnection($"Data Source={Path.Combine(_folder, "quayside.db")};Pooling=false");
        await connection.OpenAsync(Cancellation);
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT COUNT(*) FROM sync_sessions WHERE state = 'Running'";
        return (long)(await command.ExecuteScalarAsync(Cancellation))!;
    }

    private async Task<HttpClient> ApiAsync(QuaysideProcess server)
    {
        var key = await QuaysideProcess.RunAsync(["apikey", "create", "--organisation", "demo", "--name", "test", "--role", "owner", Data]);
        var client = new HttpClient(new HttpClientHandler()) { BaseAddress = new Uri(server.Address, "/api/v1/") };
        client.DefaultRequestHeaders.Authorization = new("Bearer", key.Said.Trim());
        return client;
    }

    private static async Task<List<JsonElement>> ListAsync(HttpClient api, string route)
    {
        var all = new List<JsonElement>();
        for (string? next = ""; next is not null;)
        {
            var more = next.Length == 0 ? "" : $"{(route.Contains('?', StringComparison.Ordinal) ? '&' : '?')}cursor={Uri.EscapeDataString(next)}";
            var page = await api.GetFromJsonAsync<JsonElement>(route + more, Cancellation);
            all.AddRange(page.GetProperty("items").EnumerateArray());
            next = page.GetProperty("next").GetString();
        }

        return all;
    }

    private static string? ChannelId(JsonElement order) => order.GetProperty("channelOrderId").GetString();

    private static (int Discovered, int Stored, int? Expected) Stage(JsonElement sync, string name)
    {
        var stage = sync.GetProperty("stages").EnumerateArray().Single(s => s.GetProperty("name").GetString() == name);
        return (stage.GetProperty("discovered").GetInt32(), stage.GetProperty("stored").GetInt32(),
            stage.GetProperty("expected") is { ValueKind: JsonValueKind.Number } expected ? expected.GetInt32() : null);
    }

    private static async Task<string> PasswordAsync(QuaysideProcess server) =>
        Password().Match(await server.UntilAsync("Password ")).Value;

    private static async Task<HttpStatusCode> SignInAsync(QuaysideProcess server, string password)
    {
        using var client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = server.Address };
        var token = Token().Match(await client.GetStringAsync("/sign-in", Cancellation)).Groups[1].Value;
        using var form = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["email"] = "owner@demo.example",
            ["password"] = password,
            ["returnUrl"] = "/",
            ["__RequestVerificationToken"] = token,
        });
        using var answer = await client.PostAsync("/sign-in", form, Cancellation);
        return answer.StatusCode;
    }

    [GeneratedRegex("[a-z2-9]{5}(-[a-z2-9]{5}){3}")]
    private static partial Regex Password();

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"([^\"]+)\"")]
    private static partial Regex Token();
}
