using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Quayside.Sandbox;

namespace Quayside.Tests.Sandbox;

public sealed class SandboxCommandTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_command_prints_where_its_shops_are_and_runs_until_it_is_cancelled()
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var output = new Announced();
        var run = SandboxCommand.RunAsync(["--shops", "2", "--listings=15", "--orders", "4", "--seed", "7"], output, stop.Token);
        var text = await output.Flushed.WaitAsync(Cancellation);

        var addresses = text.Split('\n').Where(line => line.Contains("  address", StringComparison.Ordinal)).Select(line => new Uri(line.Split(' ')[^1].Trim())).ToList();
        var keys = text.Split('\n').Where(line => line.Contains("consumer ", StringComparison.Ordinal)).Select(line => line.Split(' ')[^1].Trim()).ToList();
        using var client = new ShopClient(addresses[1], keys[2], keys[3]);
        Assert.Equal(15, (await client.ListAsync("/products?per_page=100&include_status=any,trash", Cancellation)).Count);
        Assert.StartsWith("ck_5eed", keys[0], StringComparison.Ordinal);

        await stop.CancelAsync();
        Assert.Equal(0, await run);
    }

    [Theory]
    [InlineData("--shops", "0")]
    [InlineData("--listings", "many")]
    [InlineData("--colour", "1")]
    [InlineData("--seed")]
    public async Task Arguments_that_make_no_sense_get_the_help(params string[] args)
    {
        var output = new StringWriter();

        Assert.Equal(2, await SandboxCommand.RunAsync(args, output, Cancellation));
        Assert.Contains("--listings", output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_taken_port_is_a_sentence_and_not_a_crash()
    {
        await using var sandbox = await RunningSandbox.StartAsync(new ShopOptions { Listings = 1, Orders = 0 });
        var output = new StringWriter();

        Assert.Equal(2, await SandboxCommand.RunAsync(["--port", $"{sandbox.Shop.Address.Port}"], output, Cancellation));
        Assert.Contains("Choose another --port.", output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_control_api_sets_faults_and_size_and_shows_the_calls()
    {
        await using var sandbox = await RunningSandbox.StartAsync(new ShopOptions { Listings = 5, Orders = 2 });
        using var http = new HttpClient(new SocketsHttpHandler()) { BaseAddress = sandbox.Shop.Address };

        await http.PutAsJsonAsync("/_sandbox/faults", new[] { new { kind = "unavailable", pathContains = "/products", times = 1, retryAfterSeconds = 9 } }, Cancellation);
        Assert.Equal((503, "9"), await StatusAsync(sandbox));
        Assert.Equal((200, null), await StatusAsync(sandbox));

        await http.PutAsJsonAsync("/_sandbox/shop", new { listings = 9, orders = 3, seed = 4 }, Cancellation);
        var state = await http.GetFromJsonAsync<JsonObject>("/_sandbox/state", Cancellation);
        Assert.Equal((9, 3, 4), (state!["listings"]!.GetValue<int>(), state["orders"]!.GetValue<int>(), state["seed"]!.GetValue<int>()));

        var calls = await http.GetFromJsonAsync<JsonObject>("/_sandbox/calls?after=1", Cancellation);
        Assert.Equal(["2:200"], calls!["items"]!.AsArray().Select(call => $"{call!["number"]}:{call["status"]}"));

        await http.PostAsync("/_sandbox/reset", null, Cancellation);
        Assert.Equal((0, 0), (sandbox.Shop.Calls.Total, sandbox.Shop.Faults.Current.Count));
    }

    [Fact]
    public async Task A_web_page_elsewhere_cannot_steer_the_sandbox()
    {
        await using var sandbox = await RunningSandbox.StartAsync(new ShopOptions { Listings = 5, Orders = 2 });
        using var http = new HttpClient(new SocketsHttpHandler()) { BaseAddress = sandbox.Shop.Address };
        http.DefaultRequestHeaders.Add("Origin", "https://elsewhere.example");

        using var answer = await http.PostAsync("/_sandbox/reset", null, Cancellation);

        Assert.Equal(System.Net.HttpStatusCode.Forbidden, answer.StatusCode);
    }

    [Fact]
    public async Task A_channel_that_is_not_built_is_refused_by_name()
    {
        var refusal = await Assert.ThrowsAsync<NotSupportedException>(() => RunningSandbox.StartAsync(new ShopOptions { Channel = "nowhere" }));

        Assert.Contains("nowhere", refusal.Message, StringComparison.Ordinal);
    }

    private static async Task<(int, string?)> StatusAsync(RunningSandbox sandbox)
    {
        var answer = await sandbox.Client.GetAsync("/products", Cancellation);
        return (answer.Status, answer.Header("Retry-After"));
    }

    private sealed class Announced : StringWriter
    {
        private readonly TaskCompletionSource<string> _flushed = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task<string> Flushed => _flushed.Task;

        public override Task FlushAsync(CancellationToken cancellationToken)
        {
            _flushed.TrySetResult(ToString());
            return Task.CompletedTask;
        }
    }
}
