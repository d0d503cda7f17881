using Microsoft.Data.Sqlite;
using Quayside.Database;
using Quayside.Organisations;
using Quayside.Sandbox;
using Quayside.Tests.Harness;
using Quayside.Tests.Sandbox;

namespace Quayside.Tests.Journeys;

/// <summary>The program as a process of its own, killed without warning in the middle of a Lazada store's first sync.</summary>
public sealed class KilledLazadaTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private static readonly ShopOptions Shop = new() { Channel = "lazada", Currency = "SGD", Listings = 220, Orders = 320, Seed = 96 };
    private static readonly string[] Kills = ["listings", "orders"];

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("quayside-killed-");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Killed_in_each_stage_it_goes_on_with_the_tokens_it_had_and_ends_with_the_same_rows()
    {
        await using var sandbox = await RunningSandbox.StartAsync(Shop with { Latency = TimeSpan.FromMilliseconds(40) }, Shop with { Key = "calm" });
        var postgres = database.Engine == TestEngine.Postgres ? await database.NewAsync() : null;
        string[] options = ["--Connections:AllowPrivateAddresses=true", .. postgres is null ? (string[])[] : [$"--ConnectionStrings:Quayside={postgres}"]];
        var quayside = await QuaysideProcess.ServeAsync(_folder.FullName, options);
        try
        {
            var (killed, calm) = (await OwnersKeyAsync("Killed", postgres), await OwnersKeyAsync("Calm", postgres));
            var store = await ConnectAsync(quayside, killed, sandbox.Host["harbour"]);
            foreach (var stage in Kills)
            {
                using (var client = QuaysideClient.At(quayside.Address, killed))
                {
                    await client.UntilAsync(store, s => s.State() == "completed" || (int)s.Stage(stage)["discovered"]! > 0);
                }

                await quayside.KillAsync();
                quayside = await QuaysideProcess.ServeAsync(_folder.FullName, options);
            }

            using var last = QuaysideClient.At(quayside.Address, killed);
            await last.CompletedAsync(store);
            using var other = QuaysideClient.At(quayside.Address, calm);
            var undisturbed = await ConnectAsync(quayside, calm, sandbox.Host["calm"]);
            await other.CompletedAsync(undisturbed);

            Assert.Equal(await Dump.OfAsync(other, undisturbed), await Dump.OfAsync(last, store));
            Assert.DoesNotContain(sandbox.Host["harbour"].Calls.All, call => call.PathAndQuery.Contains("/auth/token/refresh", StringComparison.Ordinal));
        }
        finally
        {
            await quayside.DisposeAsync();
            SqliteConnection.ClearAllPools();
            _folder.Delete(recursive: true);
        }
    }

    private async Task<string> OwnersKeyAsync(string name, string? postgres)
    {
        using var databases = postgres is null ? Databases.Sqlite(Path.Combine(_folder.FullName, "quayside.db")) : Databases.Postgres(postgres);
        var organisation = new Organisation { Name = name, CreatedAt = TimeProvider.System.GetUtcNow() };
        await using (var db = databases.OpenForNobody())
        {
            db.Add(organisation);
            await db.SaveChangesAsync(Cancellation);
        }

        var owner = new Caller(organisation.Id, Role.Owner, "test");
        return (await new ManageApiKeys(databases, TimeProvider.System).CreateAsync(owner, "test", Role.Owner, Cancellation)).Value!.Key;
    }

    private static async Task<string> ConnectAsync(QuaysideProcess quayside, string key, PracticeShop shop)
    {
        using var client = QuaysideClient.At(quayside.Address, key);
        return await client.ConnectedAsync(await LazadaJourneyTests.SignInAsync(client, shop), "lazada");
    }
}
