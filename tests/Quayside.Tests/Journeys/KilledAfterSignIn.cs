using Microsoft.Data.Sqlite;
using Quayside.Sandbox;
using Quayside.Tests.Harness;
using Quayside.Tests.Sandbox;

namespace Quayside.Tests.Journeys;

/// <summary>The program as a process of its own, killed without warning in the middle of the first sync of a shop that was signed in to.</summary>
public abstract class KilledAfterSignIn(TestDatabase database, ShopOptions options) : IClassFixture<TestDatabase>
{
    private static readonly string[] Kills = ["listings", "orders"];

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("quayside-killed-");

    [Fact]
    public async Task Killed_in_each_stage_it_goes_on_with_the_tokens_it_had_and_ends_with_the_same_rows()
    {
        await using var sandbox = await RunningSandbox.StartAsync(options with { Latency = TimeSpan.FromMilliseconds(40) }, options with { Key = "calm" });
        var postgres = database.Engine == TestEngine.Postgres ? await database.NewAsync() : null;
        string[] started = ["--Connections:AllowPrivateAddresses=true", .. postgres is null ? (string[])[] : [$"--ConnectionStrings:Quayside={postgres}"]];
        var quayside = await QuaysideProcess.ServeAsync(_folder.FullName, started);
        try
        {
            var (killed, calm) = (await OwnersKey.MakeAsync(_folder, postgres, "Killed"), await OwnersKey.MakeAsync(_folder, postgres, "Calm"));
            var store = await ConnectAsync(quayside, killed, sandbox.Host["harbour"]);
            foreach (var stage in Kills)
            {
                using (var client = QuaysideClient.At(quayside.Address, killed))
                {
                    await client.UntilAsync(store, s => s.State() == "completed" || (int)s.Stage(stage)["discovered"]! > 0);
                }

                await quayside.KillAsync();
                quayside = await QuaysideProcess.ServeAsync(_folder.FullName, started);
            }

            using var last = QuaysideClient.At(quayside.Address, killed);
            await last.CompletedAsync(store);
            using var other = QuaysideClient.At(quayside.Address, calm);
            var undisturbed = await ConnectAsync(quayside, calm, sandbox.Host["calm"]);
            await other.CompletedAsync(undisturbed);

            Assert.Equal(await Dump.OfAsync(other, undisturbed), await Dump.OfAsync(last, store));
            Assert.False(HasRenewed(sandbox.Host["harbour"]), "The tokens it had were good still.");
            var said = await quayside.KillAsync();
            Assert.True(OpenQuestion is null || said.Split('\n').Count(line => line.Contains($"now met: {OpenQuestion} is", StringComparison.Ordinal)) == 1, said);
        }
        finally
        {
            await quayside.DisposeAsync();
            SqliteConnection.ClearAllPools();
            _folder.Delete(recursive: true);
        }
    }

    /// <summary>What the channel's documents leave open and every record or sign-in of the practice shop answers, which the log tells once;
    /// null where there is nothing.</summary>
    private protected virtual string? OpenQuestion => null;

    /// <summary>Whether the shop was asked for new tokens.</summary>
    private protected abstract bool HasRenewed(PracticeShop shop);

    private async Task<string> ConnectAsync(QuaysideProcess quayside, string key, PracticeShop shop)
    {
        using var client = QuaysideClient.At(quayside.Address, key);
        return await client.ConnectedAsync(await ChannelSignIn.RunAsync(client, shop), options.Channel);
    }
}
