using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Quayside.Organisations;
using Quayside.Tests.Harness;

namespace Quayside.Tests.Organisations;

/// <summary>What owners do for people and keys.</summary>
public sealed class ManageTests(App app) : IClassFixture<App>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private ManageUsers Users => app.Services.GetRequiredService<ManageUsers>();

    private ManageApiKeys Keys => app.Services.GetRequiredService<ManageApiKeys>();

    [Fact]
    public async Task A_revoked_key_opens_nothing_from_that_moment()
    {
        var made = (await Keys.CreateAsync(app.Seller.Owner, "till", Role.Viewer, Cancellation)).Value!;
        using var client = app.Client(made.Key);
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/api/v1/stores", Cancellation)).StatusCode);

        Assert.Null(await Keys.RevokeAsync(app.Seller.Owner, made.Id, Cancellation));

        Assert.Equal(HttpStatusCode.Unauthorized, (await client.GetAsync("/api/v1/stores", Cancellation)).StatusCode);
        Assert.Null(await Keys.RevokeAsync(app.Seller.Owner, made.Id, Cancellation));
    }

    [Fact]
    public async Task A_key_is_kept_only_as_its_hash()
    {
        var made = (await Keys.CreateAsync(app.Seller.Owner, "till", Role.Viewer, Cancellation)).Value!;

        await using var db = app.Databases.Open(app.Seller.OrganisationId);
        var row = await db.ApiKeys.SingleAsync(k => k.Id == made.Id, Cancellation);

        Assert.Equal(32, row.Hash.Length);
        Assert.StartsWith(row.Prefix, made.Key, StringComparison.Ordinal);
        Assert.True(row.Prefix.Length <= 10);
        Assert.DoesNotContain(await db.Audit.Select(a => a.Text).ToListAsync(Cancellation), text => text.Contains(made.Key, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Strangers_find_neither_keys_nor_people_of_ours()
    {
        var key = (await Keys.CreateAsync(app.Seller.Owner, "till", Role.Viewer, Cancellation)).Value!;
        var person = (await Users.CreateAsync(app.Seller.Owner, "p1@example.test", Role.Viewer, null, Cancellation)).Value!;

        Assert.Equal("not_found", (await Keys.RevokeAsync(app.Stranger.Owner, key.Id, Cancellation))?.Code);
        Assert.Equal("not_found", (await Users.RemoveAsync(app.Stranger.Owner, person.UserId, Cancellation))?.Code);
        Assert.Equal("not_found", (await Users.ChangeRoleAsync(app.Stranger.Owner, person.UserId, Role.Owner, Cancellation))?.Code);
        Assert.DoesNotContain((await Keys.ListAsync(app.Stranger.Owner, Cancellation)).Value!, k => k.Id == key.Id);
        Assert.DoesNotContain((await Users.ListAsync(app.Stranger.Owner, Cancellation)).Value!, u => u.Id == person.UserId);
    }

    [Fact]
    public async Task Only_owners_manage_people_and_keys()
    {
        var manager = app.Seller.Owner with { Role = Role.Manager };

        Assert.Equal("forbidden", (await Keys.ListAsync(manager, Cancellation)).Refusal?.Code);
        Assert.Equal("forbidden", (await Keys.CreateAsync(manager, "x", Role.Viewer, Cancellation)).Refusal?.Code);
        Assert.Equal("forbidden", (await Keys.RevokeAsync(manager, 1, Cancellation))?.Code);
        Assert.Equal("forbidden", (await Users.ListAsync(manager, Cancellation)).Refusal?.Code);
        Assert.Equal("forbidden", (await Users.CreateAsync(manager, "x@example.test", Role.Viewer, null, Cancellation)).Refusal?.Code);
        Assert.Equal("forbidden", (await Users.ChangeRoleAsync(manager, 1, Role.Viewer, Cancellation))?.Code);
        Assert.Equal("forbidden", (await Users.RemoveAsync(manager, 1, Cancellation))?.Code);
    }

    [Fact]
    public async Task The_last_owner_stays_an_owner()
    {
        var seller = await app.NewSellerAsync("Two owners");
        var first = (await Users.CreateAsync(seller.Owner, "o1@example.test", Role.Owner, null, Cancellation)).Value!;
        var second = (await Users.CreateAsync(seller.Owner, "o2@example.test", Role.Owner, null, Cancellation)).Value!;

        Assert.Null(await Users.ChangeRoleAsync(seller.Owner, second.UserId, Role.Manager, Cancellation));
        Assert.Equal("user.last_owner", (await Users.ChangeRoleAsync(seller.Owner, first.UserId, Role.Viewer, Cancellation))?.Code);
        Assert.Equal("user.last_owner", (await Users.RemoveAsync(seller.Owner, first.UserId, Cancellation))?.Code);
        Assert.Null(await Users.RemoveAsync(seller.Owner, second.UserId, Cancellation));
        Assert.Equal([first.UserId], (await Users.ListAsync(seller.Owner, Cancellation)).Value!.Select(u => u.Id));
    }

    [Fact]
    public async Task Accounts_made_at_once_in_a_new_organisation_are_all_made()
    {
        var create = app.Services.GetRequiredService<CreateAccount>();

        var made = await Task.WhenAll(Enumerable.Range(1, 7).Select(i => Task.Run(
            () => create.RunAsync("Crowd", $"crowd{i}@example.test", Role.Owner, "a few good words", "test", Cancellation), Cancellation)));

        Assert.All(made, one => Assert.Null(one.Refusal));
        Assert.Single(made.Select(one => one.Value!.OrganisationId).Distinct());
    }

    [Fact]
    public async Task An_address_has_one_account_whatever_its_letter_case()
    {
        await Users.CreateAsync(app.Seller.Owner, "Anna@Example.test", Role.Viewer, null, Cancellation);

        var again = await Users.CreateAsync(app.Stranger.Owner, "anna@example.test", Role.Viewer, null, Cancellation);

        Assert.Equal("user.exists", again.Refusal?.Code);
    }
}
