using System.Globalization;
using Microsoft.AspNetCore.WebUtilities;
using Quayside.Database;
using Quayside.Organisations;
using Quayside.Sandbox;
using Quayside.Stores;
using Quayside.Stores.Authorisations;
using Quayside.Ui;

namespace Quayside.Hosting.Demo;

/// <summary>Connects the practice stores, as a person would on the page, and says what each of them shows.</summary>
internal sealed class DemoStores(
    FindStores find, ConnectStore connect, BeginChannelSignIn begin, FinishChannelSignIn finish, DemoGuide guide)
{
    public const string Large = "harbour";
    public const string Small = "lighthouse";
    public const string New = "slipway";
    public const string Marketplace = "pontoon";
    public const string Country = "jetty";
    public const string Video = "mooring";

    private static readonly Uri Origin = new(Settings.DefaultUrl);

    /// <summary>Connects those that are not connected yet; one that a person disconnected stays so.</summary>
    /// <returns>What could not be connected and why, for the terminal.</returns>
    public async Task<IReadOnlyList<string>> ConnectAsync(Caller owner, DemoShops shops, CancellationToken cancellation)
    {
        var known = (await find.RunAsync(owner, null, Limits.Most, cancellation)).Value!.Items;
        var problems = new List<string>();
        foreach (var shop in shops.All)
        {
            var (store, refusal) = known.FirstOrDefault(s => s.Address is { } address && new Uri(address) == shop.Address) is { } there
                ? (there.Id, null)
                : await ConnectAsync(owner, shop, cancellation);
            if (store is { } id)
            {
                guide.Explain(id, Shows(shop.Options.Key));
            }
            else
            {
                problems.Add($"{shop.Options.Name} could not be connected: {refusal}");
            }
        }

        return problems;
    }

    private async Task<(long? Store, string? Refusal)> ConnectAsync(Caller owner, PracticeShop shop, CancellationToken cancellation)
    {
        var settings = await SettingsAsync(owner, shop, cancellation);
        if (settings.Refusal is { } refusal)
        {
            return (null, refusal.Message);
        }

        var made = await connect.RunAsync(owner, new ConnectRequest(shop.Options.Channel, shop.Options.Name, settings.Value!), cancellation);
        return (made.Value?.Id ?? made.Refusal?.StoreId, made.Refusal?.Message);
    }

    // Where the seller signs in at the marketplace, the demo does what the person in the browser would do.
    private async Task<Outcome<IReadOnlyDictionary<string, string>>> SettingsAsync(
        Caller owner, PracticeShop shop, CancellationToken cancellation)
    {
        if (!shop.SignsIn)
        {
            return Entered(shop.Settings);
        }

        var begun = await begin.RunAsync(owner, new SignInRequest(shop.Options.Channel, shop.Settings, Origin), cancellation);
        if (begun.Refusal is { } refusal)
        {
            return refusal;
        }

        var back = QueryHelpers.ParseQuery(shop.Consent(begun.Value!.Address)!.Query).ToDictionary(q => q.Key, q => q.Value.ToString());
        var returned = await finish.RunAsync(owner, shop.Options.Channel, back, cancellation);
        return returned.Refusal is { } no
            ? no
            : Entered(new Dictionary<string, string> { [ChannelSignIns.SignInKey] = returned.Value!.Id.ToString(CultureInfo.InvariantCulture) });
    }

    private static Outcome<IReadOnlyDictionary<string, string>> Entered(IReadOnlyDictionary<string, string> settings) => new(settings, null);

    private static DemoText Shows(string key) => key switch
    {
        Large => new DemoText(
            "A shop that grew for years: missing and doubled SKUs, wrong barcodes, stock below zero, odd orders. All of it comes in as it is.",
            [("SKUs used twice", "/catalogue?link=conflict"), ("Variations without a SKU", "/inventory?q=NO-SKU"), ("Orders that need you", "/orders?show=attention")]),
        Small => new DemoText(
            "Sells partly the same goods. Where the SKU is the same, both shops sell from one stock item; goods that go by another SKU here wait for you to link them.",
            [("Same item, other figure", "/inventory?differs=yes")]),
        Marketplace => new DemoText(
            "A Shopee shop, connected by signing in there. It sells partly the same goods as well; prices and orders are Shopee's own.",
            [("Same item, other figure", "/inventory?differs=yes")]),
        Country => new DemoText(
            "A Lazada store in Malaysia, connected by signing in there. Three pieces of one thing are three rows at Lazada and one line here.",
            [("Same item, other figure", "/inventory?differs=yes")]),
        Video => new DemoText(
            "A TikTok Shop in the Philippines, connected by signing in there. Orders on hold, which buyers may still take back, wait there and here.",
            [("Same item, other figure", "/inventory?differs=yes")]),
        New => new DemoText("New and empty. It is finished all the same: what is put up for sale there comes in with a later sync.", []),
        _ => throw new ArgumentOutOfRangeException(nameof(key), key, "A practice store that nobody explained."),
    };
}
