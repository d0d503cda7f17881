using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using Microsoft.Data.Sqlite;
using Quayside.Tests.Harness;

namespace Quayside.Tests.Hosting;

/// <summary>The program as a person or a script starts it. On SQLite always: what is tested is the door, not the database.</summary>
[Trait(OnSqliteAlways.Trait, OnSqliteAlways.Value)]
public sealed partial class ProgramTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("quayside-program-").FullName;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string Data => $"--DataDirectory={_folder}";

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_script_makes_an_account_and_a_key_beside_a_running_server()
    {
        await using var server = await QuaysideProcess.ServeAsync(_folder);

        var user = await QuaysideProcess.RunAsync(
            ["user", "create", "--organisation", "Harbour", "--email", "owner@example.test", Data], "a few good words\n");
        var key = await QuaysideProcess.RunAsync(["apikey", "create", Data, "--organisation", "Harbour", "--name=till", "--role", "viewer"]);

        Assert.Equal((0, "", ""), user);
        Assert.Equal((0, ""), (key.Code, key.Complained));
        Assert.Matches(@"\Aqsk_[\w-]{43}\n\z", key.Said);
        using var client = new HttpClient(new HttpClientHandler()) { BaseAddress = server.Address };
        client.DefaultRequestHeaders.Authorization = new("Bearer", key.Said.Trim());
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/api/v1/stores", Cancellation)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/health/ready", Cancellation)).StatusCode);
    }

    [Fact]
    public async Task A_new_folder_is_filled_by_commands_alone()
    {
        var early = await QuaysideProcess.RunAsync(["apikey", "create", "--organisation", "Harbour", "--name", "till", Data]);
        Assert.Equal((1, ""), (early.Code, early.Said));
        Assert.Contains("quayside migrate", early.Complained, StringComparison.Ordinal);

        var user = await QuaysideProcess.RunAsync(["user", "create", "--organisation", "Harbour", "--email", "owner@example.test", Data]);
        Assert.Equal((0, ""), (user.Code, user.Complained));
        Assert.Matches(@"\A[a-z2-9]{5}(-[a-z2-9]{5}){3}\n\z", user.Said);

        var other = await QuaysideProcess.RunAsync(["apikey", "create", "--organisation", "Harbor", "--name", "till", Data]);
        Assert.Equal((1, "", "There is no organisation \"Harbor\". There is: \"Harbour\".\n"), other);
    }

    [Fact]
    public async Task A_second_server_on_the_same_folder_names_the_first()
    {
        await using var first = await QuaysideProcess.ServeAsync(_folder);

        var second = await QuaysideProcess.RunAsync([Data, "--urls=http://127.0.0.1:0"]);
        var migrate = await QuaysideProcess.RunAsync(["migrate", Data]);

        foreach (var (code, said, complained) in (ReadOnlySpan<(int, string, string)>)[second, migrate])
        {
            Assert.Equal((1, ""), (code, said));
            Assert.Contains($"in use by another Quayside (process {first.Id})", complained, StringComparison.Ordinal);
            Assert.Single(complained.Trim().Split('\n'));
        }
    }

    [Fact]
    public async Task A_taken_port_is_a_sentence()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;

        var (code, said, complained) = await QuaysideProcess.RunAsync([Data, $"--urls=http://127.0.0.1:{port}"]);

        Assert.Equal((1, ""), (code, said));
        Assert.Equal($"Port {port} is taken by another program. Stop that one, or choose another port: --urls=http://127.0.0.1:{port + 1}.\n", complained);
    }

    [Theory]
    [InlineData("DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=1", "needs ICU")]
    [InlineData("ConnectionStrings__Quayside=Host", "cannot be read")]
    [InlineData("DataDirectory=/dev/null/x", "cannot be written to")]
    public async Task What_makes_a_start_impossible_is_a_sentence(string variable, string sentence)
    {
        string[] arguments = variable.StartsWith("DataDirectory", StringComparison.Ordinal) ? [] : [Data];

        var (code, said, complained) = await QuaysideProcess.RunAsync([.. arguments, "--urls=http://127.0.0.1:0"], null, variable);

        Assert.Equal((1, ""), (code, said));
        Assert.Contains(sentence, complained, StringComparison.Ordinal);
        Assert.Single(complained.Trim().Split('\n'));
    }

    [Fact]
    public async Task A_PostgreSQL_that_is_not_there_is_a_sentence()
    {
        var (code, said, complained) = await QuaysideProcess.RunAsync(
            ["migrate", Data, "--ConnectionStrings:Quayside=Host=127.0.0.1;Port=1;Database=x;Username=x"]);

        Assert.Equal((1, ""), (code, said));
        Assert.Contains("PostgreSQL cannot be reached", complained, StringComparison.Ordinal);
        Assert.Single(complained.Trim().Split('\n'));
    }

    [Fact]
    public async Task Ctrl_C_stops_within_seconds_and_the_next_start_knows_its_people()
    {
        await using (var first = await QuaysideProcess.ServeAsync(_folder))
        {
            Assert.Matches("enter the code [A-Z2-9]{4}-[A-Z2-9]{4}$", await first.UntilAsync("Nobody has an account yet"));
            Assert.Contains(first.Greeting, line => line.EndsWith(_folder, StringComparison.Ordinal));

            var (code, took, complained) = await first.InterruptAsync();

            Assert.Equal((0, ""), (code, complained));
            Assert.InRange(took.TotalSeconds, 0, 20);
        }

        await QuaysideProcess.RunAsync(["user", "create", "--organisation", "Harbour", "--email", "owner@example.test", Data]);
        await using var second = await QuaysideProcess.ServeAsync(_folder);
        using var client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = second.Address };
        Assert.Equal("/sign-in", (await client.GetAsync("/first-run", Cancellation)).Headers.Location?.OriginalString);
        Assert.DoesNotContain(second.Greeting, line => line.StartsWith("Nobody", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_lock_that_a_killed_migration_left_behind_holds_up_nobody()
    {
        await using (var connection = new SqliteConnection($"Data Source={Path.Combine(_folder, "quayside.db")};Pooling=false"))
        {
            await connection.OpenAsync(Cancellation);
            await using var command = connection.CreateCommand();
            command.CommandText = """
                CREATE TABLE "__EFMigrationsLock" ("Id" INTEGER NOT NULL CONSTRAINT "PK___EFMigrationsLock" PRIMARY KEY, "Timestamp" TEXT NOT NULL);
                INSERT INTO "__EFMigrationsLock" VALUES (1, '2026-01-01');
                """;
            await command.ExecuteNonQueryAsync(Cancellation);
        }

        Assert.Equal((0, "The database is up to date.\n", ""), await QuaysideProcess.RunAsync(["migrate", Data]));
    }

    [Fact]
    public async Task Everything_that_a_page_links_to_has_a_body_wherever_it_is_started_from()
    {
        await using var server = await QuaysideProcess.ServeAsync(_folder);
        using var client = new HttpClient(new HttpClientHandler()) { BaseAddress = server.Address };
        var page = await client.GetStringAsync("/first-run", Cancellation);
        var links = Links().Matches(page).Select(m => m.Groups[1].Value).ToList();

        foreach (var link in (IEnumerable<string>)[.. links, "/_framework/blazor.web.js", "/scalar/", "/openapi/v1.json"])
        {
            using var answer = await client.GetAsync(link, Cancellation);
            Assert.True(answer.StatusCode == HttpStatusCode.OK, $"{link}: {answer.StatusCode}");
            Assert.NotEmpty(await answer.Content.ReadAsByteArrayAsync(Cancellation));
        }

        Assert.NotEmpty(links);
    }

    [Fact]
    public async Task Keys_lie_in_a_folder_that_nobody_else_may_open()
    {
        await using var server = await QuaysideProcess.ServeAsync(_folder);
        using var client = new HttpClient(new HttpClientHandler()) { BaseAddress = server.Address };
        await client.GetStringAsync("/first-run", Cancellation);

        var keys = new DirectoryInfo(Path.Combine(_folder, "keys"));

        Assert.NotEmpty(keys.GetFiles("key-*.xml"));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, keys.UnixFileMode);
    }

    [GeneratedRegex("<link[^>]* href=\"([^\"]+)\"")]
    private static partial Regex Links();
}
