using System.Diagnostics;
using System.Text;
using Microsoft.Data.Sqlite;
using Quayside.Sandbox;
using Quayside.Tests.Harness;
using Quayside.Tests.Sandbox;

namespace Quayside.Tests.Journeys;

/// <summary>The program as a process of its own, killed without warning in the middle of first syncs, again and again.</summary>
public sealed class KilledProcessTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private const int Shops = 6;

    private static readonly ShopOptions Shop = new() { Listings = 420, Variations = 700, Orders = 420, Seed = 81 };

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("quayside-killed-");

    /// <summary>When to kill: once the store of this number is as described. The others are wherever they are then.</summary>
    private static readonly (int Store, string Stage, string[] States)[] Kills =
    [
        (0, "listings", ["running", "settling", "completed"]),
        (1, "listings", ["settling", "completed"]),
        (2, "orders", ["settling", "completed"]),
    ];

    [Fact]
    public async Task Killed_anywhere_it_goes_on_by_itself_and_ends_with_the_same_rows()
    {
        await using var sandbox = await RunningSandbox.StartAsync(
            [.. Enumerable.Range(0, Shops + 1).Select(i => Shop with { Latency = TimeSpan.FromMilliseconds(i == Shops ? 0 : 15 + (20 * i)) })]);
        var postgres = database.Engine == TestEngine.Postgres ? await database.NewAsync() : null;
        string[] options = ["--Connections:AllowPrivateAddresses=true", "--Logging:LogLevel:Microsoft=Debug", "--Logging:LogLevel:System.Net.Http=Trace"];
        options = postgres is null ? options : [.. options, $"--ConnectionStrings:Quayside={postgres}"];
        var log = new StringBuilder();
        var quayside = await QuaysideProcess.ServeAsync(_folder.FullName, options);
        try
        {
            var keys = await Task.WhenAll(Enumerable.Range(0, Shops + 1).Select(i => OwnersKey.MakeAsync(_folder, postgres, $"Seller {i}")));
            var stores = await Task.WhenAll(Enumerable.Range(0, Shops).Select(i => ConnectAsync(quayside, keys[i], sandbox.Host.Shops[i])));
            foreach (var (store, stage, states) in Kills)
            {
                using (var client = QuaysideClient.At(quayside.Address, keys[store]))
                {
                    await client.UntilAsync(stores[store], s => states.Contains(s.Stage(stage)["state"]!.ToString()));
                }

                var killed = Stopwatch.GetTimestamp();
                log.Append(await quayside.KillAsync());
                quayside = await QuaysideProcess.ServeAsync(_folder.FullName, options);
                TestContext.Current.TestOutputHelper!.WriteLine($"{stage}: up again after {Stopwatch.GetElapsedTime(killed)}");
            }

            for (var i = 0; i < Shops; i++)
            {
                using var client = QuaysideClient.At(quayside.Address, keys[i]);
                await client.CompletedAsync(stores[i]);
            }

            using var last = QuaysideClient.At(quayside.Address, keys[Shops]);
            var expected = await Dump.OfAsync(last, await last.SyncedAsync(sandbox.Host.Shops[Shops]));
            for (var i = 0; i < Shops; i++)
            {
                using var client = QuaysideClient.At(quayside.Address, keys[i]);
                Assert.Equal(expected, await Dump.OfAsync(client, stores[i]));
                Assert.Equal(0, sandbox.Host.Shops[i].Calls.Writes);
                Assert.InRange(sandbox.Host.Shops[i].Calls.MostAtOnce, 1, 5);
            }

            log.Append(await quayside.KillAsync());
            await NoSecretIsKeptAsync(sandbox, log.ToString());
        }
        finally
        {
            await quayside.DisposeAsync();
            SqliteConnection.ClearAllPools();
            _folder.Delete(recursive: true);
        }
    }

    private async Task NoSecretIsKeptAsync(RunningSandbox sandbox, string log)
    {
        string[] secrets = [sandbox.Shop.ConsumerKey, sandbox.Shop.ConsumerSecret, "oauth_signature", "oauth_nonce"];
        Assert.Contains("dbug", log, StringComparison.Ordinal);
        Assert.All(secrets, secret => Assert.DoesNotContain(secret, log, StringComparison.Ordinal));
        foreach (var file in _folder.EnumerateFiles("*", SearchOption.AllDirectories))
        {
            await using var stream = new FileStream(file.FullName, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var bytes = new MemoryStream();
            await stream.CopyToAsync(bytes, TestContext.Current.CancellationToken);
            foreach (var secret in secrets)
            {
                Assert.True(bytes.GetBuffer().AsSpan(0, (int)bytes.Length).IndexOf(Encoding.UTF8.GetBytes(secret)) < 0, $"{secret} is in {file.Name}");
            }
        }
    }

    // Beside the running server, as the command does it.

    private static async Task<string> ConnectAsync(QuaysideProcess quayside, string key, PracticeShop shop)
    {
        using var client = QuaysideClient.At(quayside.Address, key);
        return await client.ConnectedAsync(QuaysideClient.Settings(shop));
    }
}
