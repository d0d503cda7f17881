using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Quayside.Organisations;
using Quayside.Tests.Harness;

namespace Quayside.Tests.Hosting;

public sealed class IdempotentWriteTests(App app) : IClassFixture<App>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Repeats_at_the_same_moment_connect_one_store_and_all_hear_of_it()
    {
        var seller = await app.NewSellerAsync("Hasty");

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => ConnectAsync(seller, "key-1", "Shop")));

        Assert.All(answers, a => Assert.Equal(HttpStatusCode.Created, a.Status));
        Assert.Single(answers.Select(a => a.Body).Distinct());
        Assert.Single(answers, a => !a.IsRepeat);
        Assert.All(answers, a => Assert.StartsWith("/api/v1/stores/", a.Location, StringComparison.Ordinal));
        await using var db = app.Databases.Open(seller.OrganisationId);
        Assert.Equal(1, await db.Stores.CountAsync(Cancellation));
    }

    [Fact]
    public async Task The_same_key_for_another_request_is_refused()
    {
        var seller = await app.NewSellerAsync("Forgetful");
        await ConnectAsync(seller, "key-1", "Shop");

        var other = await ConnectAsync(seller, "key-1", "Another shop");

        Assert.Equal(HttpStatusCode.UnprocessableEntity, other.Status);
        Assert.Contains("idempotency.key_reused", other.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refusal_is_given_again_too()
    {
        var seller = await app.NewSellerAsync("Stubborn");
        await ConnectAsync(seller, "key-1", "Shop");

        var first = await ConnectAsync(seller, "key-2", "Shop");
        var again = await ConnectAsync(seller, "key-2", "Shop");

        Assert.Equal((HttpStatusCode.Conflict, false), (first.Status, first.IsRepeat));
        Assert.Equal((first.Status, first.Body, true), (again.Status, again.Body, again.IsRepeat));
        var problem = JsonSerializer.Deserialize<JsonElement>(first.Body);
        Assert.Equal("store.already_connected", problem.GetProperty("code").GetString());
        await using var db = app.Databases.Open(seller.OrganisationId);
        var store = await db.Stores.SingleAsync(Cancellation);
        Assert.Equal($"{store.Id}", problem.GetProperty("storeId").GetString());
    }

    [Fact]
    public async Task A_key_is_an_organisations_own()
    {
        var (one, other) = (await app.NewSellerAsync("One"), await app.NewSellerAsync("Other"));

        var first = await ConnectAsync(one, "key-1", "Shop");
        var second = await ConnectAsync(other, "key-1", "Shop");

        Assert.False(second.IsRepeat);
        Assert.NotEqual(first.Body, second.Body);
    }

    [Fact]
    public async Task A_write_that_a_dead_process_left_open_is_done_anew()
    {
        var seller = await app.NewSellerAsync("Unlucky");
        var at = app.Databases.IsSqlite ? TimeProvider.System.GetUtcNow() : TimeProvider.System.GetUtcNow().AddMinutes(-6);
        await using (var db = app.Databases.Open(seller.OrganisationId))
        {
            db.Add(new IdempotentAnswer { OrganisationId = seller.OrganisationId, Key = "key-1", RequestHash = [1], At = at });
            await db.SaveChangesAsync(Cancellation);
        }

        Assert.Equal(HttpStatusCode.Created, (await ConnectAsync(seller, "key-1", "Shop")).Status);
    }

    [Fact]
    public async Task Without_a_key_each_request_stands_for_itself()
    {
        var seller = await app.NewSellerAsync("Plain");

        Assert.Equal(HttpStatusCode.Created, (await ConnectAsync(seller, null, "Shop")).Status);
        Assert.Equal(HttpStatusCode.Conflict, (await ConnectAsync(seller, null, "Shop")).Status);
    }

    private async Task<Answer> ConnectAsync(Seller seller, string? key, string name)
    {
        using var client = app.Client(seller.Keys[Role.Owner]);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/stores")
        {
            Content = JsonContent.Create(new { channel = "scripted", name, settings = new { } }),
        };
        if (key is not null)
        {
            request.Headers.Add("Idempotency-Key", key);
        }

        using var answer = await client.SendAsync(request, Cancellation);
        return new Answer(
            answer.StatusCode, await answer.Content.ReadAsStringAsync(Cancellation), answer.Headers.Contains("Idempotency-Replayed"),
            answer.Headers.Location?.OriginalString);
    }

    private sealed record Answer(HttpStatusCode Status, string Body, bool IsRepeat, string? Location);
}
