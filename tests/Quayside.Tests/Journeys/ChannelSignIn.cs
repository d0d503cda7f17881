using System.Text.Json.Nodes;
using System.Web;
using Quayside.Sandbox;

namespace Quayside.Tests.Journeys;

/// <summary>What a browser and its owner do between two calls of the API, where a shop is connected by signing in at its channel.</summary>
internal static class ChannelSignIn
{
    /// <returns>The settings to connect with.</returns>
    public static async Task<JsonObject> RunAsync(QuaysideClient client, PracticeShop shop) => new() { ["signIn"] = (await ReturnAsync(client, shop)).SignIn };

    /// <returns>Also the ids of the shops that the sign-in lets in to.</returns>
    public static async Task<(string SignIn, List<string> Shops)> ReturnAsync(QuaysideClient client, PracticeShop shop)
    {
        var returned = await BackAsync(client, shop, await ConsentAsync(client, shop));
        Assert.True(returned.Status == 200, $"{returned.Status}: {returned.Body}");
        return (returned.Text("signIn")!, [.. returned.Body["shops"]!.AsArray().Select(s => s!["id"]!.ToString())]);
    }

    /// <summary>Begins a sign-in, and says yes at the channel.</summary>
    /// <returns>What the browser is sent back with.</returns>
    public static async Task<JsonObject> ConsentAsync(QuaysideClient client, PracticeShop shop)
    {
        var back = HttpUtility.ParseQueryString(shop.Consent(await BeginAsync(client, shop))!.Query);
        return new JsonObject(back.AllKeys.OfType<string>().Select(key => KeyValuePair.Create(key, (JsonNode?)back[key])));
    }

    /// <returns>Where the browser is sent.</returns>
    public static async Task<Uri> BeginAsync(QuaysideClient client, PracticeShop shop)
    {
        var begun = await client.SendAsync(
            HttpMethod.Post, "stores/authorise", new JsonObject { ["channel"] = shop.Options.Channel, ["settings"] = Settings(shop) });
        Assert.True(begun.Status == 200, $"{begun.Status}: {begun.Body}");
        return new Uri(begun.Text("address")!);
    }

    public static Task<Reply> BackAsync(QuaysideClient client, PracticeShop shop, JsonObject query) => client.SendAsync(
        HttpMethod.Post, "stores/authorise/return", new JsonObject { ["channel"] = shop.Options.Channel, ["query"] = query.DeepClone() });

    /// <summary>What is entered before signing in.</summary>
    public static JsonObject Settings(PracticeShop shop) => new(shop.Settings.Select(s => KeyValuePair.Create(s.Key, (JsonNode?)s.Value)));
}
