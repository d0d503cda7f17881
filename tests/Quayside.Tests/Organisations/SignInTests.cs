using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Quayside.Organisations;
using Quayside.Tests.Harness;

namespace Quayside.Tests.Organisations;

public sealed class SignInTests(TestDatabaseTemplate template) : IAsyncLifetime
{
    private const string Email = "owner@example.test";
    private const string Password = "a few good words";

    private readonly App _app = new(template);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => _app.InitializeAsync();

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    [Fact]
    public async Task The_first_owner_comes_in_with_the_code_that_the_terminal_printed()
    {
        var code = await _app.Services.GetRequiredService<FirstRun>().BeginAsync(Cancellation);
        using var browser = _app.Browser();

        using var wrong = await FirstRunAsync(browser, "AAAA-AAAA");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.StatusCode);
        Assert.False(await IsAnybodyThereAsync());

        using var right = await FirstRunAsync(browser, code!.ToLowerInvariant());
        Assert.Equal("/", right.Headers.Location?.OriginalString);
        Assert.Contains(right.Headers.GetValues("Set-Cookie"), c => c.Contains("-sign-in=", StringComparison.Ordinal));

        using var again = await browser.GetAsync("/first-run", Cancellation);
        Assert.Equal("/sign-in", again.Headers.Location?.OriginalString);
        Assert.Null(await _app.Services.GetRequiredService<FirstRun>().BeginAsync(Cancellation));
    }

    [Fact]
    public async Task Twenty_wrong_codes_close_the_door_until_the_next_start()
    {
        var firstRun = _app.Services.GetRequiredService<FirstRun>();
        var code = await firstRun.BeginAsync(Cancellation);
        for (var guess = 0; guess < 20; guess++)
        {
            await firstRun.RunAsync("AAAA-AAAA", "x", Email, Password, Cancellation);
        }

        Assert.Equal("first_run.code", (await firstRun.RunAsync(code!, "x", Email, Password, Cancellation)).Refusal?.Code);
        Assert.False(await IsAnybodyThereAsync());
    }

    [Fact]
    public async Task A_refused_first_account_leaves_no_organisation_behind()
    {
        var firstRun = _app.Services.GetRequiredService<FirstRun>();
        var code = await firstRun.BeginAsync(Cancellation);

        Assert.Equal("user.password", (await firstRun.RunAsync(code!, "Half made", Email, "short", Cancellation)).Refusal?.Code);
        Assert.Equal("user.email", (await firstRun.RunAsync(code!, "Half made", "nobody", Password, Cancellation)).Refusal?.Code);

        await using var db = _app.Databases.OpenForNobody();
        Assert.False(await db.Organisations.AnyAsync(o => o.Name == "Half made", Cancellation));
    }

    [Fact]
    public async Task A_person_signs_in_goes_where_they_wanted_and_out_again()
    {
        await NewOwnerAsync();
        using var browser = _app.Browser();

        using var inside = await SignInAsync(browser, Password, "/orders?state=new");
        Assert.Equal("/orders?state=new", inside.Headers.Location?.OriginalString);

        using var shown = await browser.GetAsync("/sign-in", Cancellation);
        Assert.Equal("/", shown.Headers.Location?.OriginalString);

        using var outside = await SignedIn.PostAsync(browser, "/sign-out", []);
        Assert.Equal("/sign-in", outside.Headers.Location?.OriginalString);
        using var form = await browser.GetAsync("/sign-in", Cancellation);
        Assert.Equal(HttpStatusCode.OK, form.StatusCode);
    }

    [Theory]
    [InlineData("https://elsewhere.example/")]
    [InlineData("//elsewhere.example/")]
    [InlineData("/\\elsewhere.example/")]
    [InlineData("")]
    public async Task Signing_in_leads_to_no_other_site(string returnUrl)
    {
        await NewOwnerAsync();
        using var browser = _app.Browser();

        using var inside = await SignInAsync(browser, Password, returnUrl);

        Assert.Equal("/", inside.Headers.Location?.OriginalString);
    }

    [Fact]
    public async Task Five_wrong_passwords_lock_the_account_for_a_while()
    {
        await NewOwnerAsync();
        using var browser = _app.Browser();
        for (var attempt = 0; attempt < 5; attempt++)
        {
            using var wrong = await SignInAsync(browser, "not it");
            Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.StatusCode);
        }

        using var right = await SignInAsync(browser, Password);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, right.StatusCode);
        Assert.Contains("Wait five minutes", await right.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_form_of_another_site_signs_nobody_in_or_out()
    {
        await NewOwnerAsync();
        using var browser = _app.Browser();

        using var signIn = await browser.PostAsync(
            "/sign-in", new FormUrlEncodedContent([new("email", Email), new("password", Password)]), Cancellation);
        using var signOut = await browser.PostAsync("/sign-out", new FormUrlEncodedContent([]), Cancellation);

        Assert.Equal(HttpStatusCode.BadRequest, signIn.StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, signOut.StatusCode);
    }

    [Fact]
    public async Task A_cookie_opens_no_route_of_the_API()
    {
        await NewOwnerAsync();
        using var browser = _app.Browser();
        (await SignInAsync(browser, Password)).Dispose();

        using var answer = await browser.GetAsync("/api/v1/stores", Cancellation);

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    private static Task<HttpResponseMessage> FirstRunAsync(HttpClient browser, string code) => SignedIn.PostAsync(
        browser, "/first-run",
        [new("code", code), new("organisation", "Harbour Goods"), new("email", Email), new("password", Password)]);

    private static Task<HttpResponseMessage> SignInAsync(HttpClient browser, string password, string returnUrl = "/") => SignedIn.PostAsync(
        browser, "/sign-in", [new("email", Email), new("password", password), new("returnUrl", returnUrl)]);

    private async Task NewOwnerAsync() => Assert.Null((await _app.Services.GetRequiredService<CreateAccount>()
        .RunAsync("Harbour Goods", Email, Role.Owner, Password, "test", Cancellation)).Refusal);

    private async Task<bool> IsAnybodyThereAsync()
    {
        await using var db = _app.Databases.OpenForNobody();
        return await db.Users.AnyAsync(Cancellation);
    }
}
