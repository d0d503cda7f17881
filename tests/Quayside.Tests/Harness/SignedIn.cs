using System.Net;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Quayside.Organisations;

namespace Quayside.Tests.Harness;

/// <summary>People who sign in as people do: by the form.</summary>
internal static partial class SignedIn
{
    private const string Password = "a few good words";

    /// <summary>A browser of a new person of an organisation.</summary>
    public static async Task<HttpClient> AsAsync(App app, Seller seller, Role role)
    {
        var email = $"{Guid.NewGuid():N}@example.test";
        var made = await app.Services.GetRequiredService<ManageUsers>()
            .CreateAsync(seller.Owner, email, role, Password, TestContext.Current.CancellationToken);
        Assert.Null(made.Refusal);
        var browser = app.Browser();
        using var inside = await PostAsync(
            browser, "/sign-in", [new("email", email), new("password", Password), new("returnUrl", "/")]);
        Assert.Equal(HttpStatusCode.Redirect, inside.StatusCode);
        return browser;
    }

    /// <summary>Fills in and sends the form of a page that is answered at its own address.</summary>
    public static async Task<HttpResponseMessage> PostAsync(
        HttpClient browser, string page, IEnumerable<KeyValuePair<string, string>> fields)
    {
        var html = await browser.GetStringAsync(page, TestContext.Current.CancellationToken);
        var token = Token().Match(html).Groups[1].Value;
        Assert.NotEmpty(token);
        return await browser.PostAsync(
            page, new FormUrlEncodedContent([.. fields, new("__RequestVerificationToken", token)]), TestContext.Current.CancellationToken);
    }

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"([^\"]+)\"")]
    private static partial Regex Token();
}
