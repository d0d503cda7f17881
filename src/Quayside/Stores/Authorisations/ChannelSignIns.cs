using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Quayside.Connectors;
using Quayside.Database;
using Quayside.Hosting;
using Quayside.Organisations;

namespace Quayside.Stores.Authorisations;

/// <summary>Finds the sign-ins that came back, for whoever began them.</summary>
public sealed class ChannelSignIns(Databases databases, Secrets secrets, TimeProvider clock)
{
    /// <summary>What is entered for a shop of a channel with a sign-in of its own: the sign-in's id, and which shop where there are several.</summary>
    public const string SignInKey = "signIn";
    public const string ShopKey = "shop";

    /// <summary>How long after it came back a sign-in may be used to connect its shops.</summary>
    private static readonly TimeSpan Usable = TimeSpan.FromHours(1);

    /// <returns>Refused: authorisation.unknown, authorisation.late.</returns>
    public async Task<Outcome<ReturnedSignIn>> FindAsync(Caller caller, long id, CancellationToken cancellation)
    {
        var found = await LoadAsync(caller, id, cancellation);
        return found.Refusal is { } refusal ? refusal : new ReturnedSignIn(id, found.Value!.Channel, found.Value.StoreId, found.Value.Grant.Shops);
    }

    /// <summary>What was entered, and what the sign-in brought for the chosen shop.</summary>
    /// <returns>Refused: authorisation.missing, authorisation.unknown, authorisation.late, authorisation.shop.</returns>
    internal async Task<Outcome<ChosenShop>> ChooseAsync(
        Caller caller, ConnectorInfo channel, IReadOnlyDictionary<string, string> entered, CancellationToken cancellation)
    {
        if (!long.TryParse(entered.GetValueOrDefault(SignInKey), NumberStyles.None, CultureInfo.InvariantCulture, out var id))
        {
            return new Refusal("authorisation.missing", $"Sign in at {channel.Name} first.");
        }

        var found = await LoadAsync(caller, id, cancellation);
        if (found.Refusal is { } refusal)
        {
            return refusal;
        }

        var shops = found.Value!.Grant.Shops;
        var wanted = entered.GetValueOrDefault(ShopKey);
        var shop = string.IsNullOrWhiteSpace(wanted) && shops.Count == 1 ? shops[0] : shops.FirstOrDefault(s => s.Id == wanted);
        return shop is null || found.Value.Channel != channel.Key
            ? new Refusal("authorisation.shop", $"Choose one of the shops behind this sign-in: {string.Join(", ", shops.Select(s => s.Id))}.")
            : new ChosenShop(Merged(found.Value.Settings, shop.Settings), shop.Account, found.Value.Grant.Tokens);
    }

    /// <summary>The row that keeps an account's tokens, made where there is none yet.</summary>
    internal async Task<long> KeepAsync(QuaysideDb db, string channel, ChosenShop shop, CancellationToken cancellation)
    {
        if (await db.Authorisations.SingleOrDefaultAsync(a => a.Channel == channel && a.Account == shop.Account, cancellation) is { } there)
        {
            return there.Id; // with tokens at least as new: the sign-in replaced them when it came back
        }

        var made = new Authorisation
        {
            OrganisationId = db.OrganisationId,
            Channel = channel,
            Account = shop.Account,
            Tokens = secrets.Protect(shop.Tokens),
        };
        db.Authorisations.Add(made);
        return made.Id;
    }

    private async Task<Outcome<Returned>> LoadAsync(Caller caller, long id, CancellationToken cancellation)
    {
        await using var db = databases.Open(caller.OrganisationId);
        var row = await db.ChannelSignIns.AsNoTracking()
            .SingleOrDefaultAsync(s => s.Id == id && s.Who == caller.Name && s.Grant != null, cancellation);
        if (row is null || secrets.ReadGrant(row.Grant!) is not { } grant || secrets.Unprotect(row.Settings) is not { } settings)
        {
            return new Refusal("authorisation.unknown", "There is no such sign-in. Begin one on the page Connect a store.");
        }

        return row.ReturnedAt + Usable < clock.GetUtcNow()
            ? new Refusal("authorisation.late", "This sign-in is more than an hour old. Sign in at the channel again.")
            : new Returned(row.Channel, row.StoreId, settings, grant);
    }

    private static Dictionary<string, string> Merged(IReadOnlyDictionary<string, string> entered, IReadOnlyDictionary<string, string> granted)
    {
        var merged = new Dictionary<string, string>(entered, StringComparer.Ordinal);
        foreach (var (key, value) in granted)
        {
            merged[key] = value;
        }

        return merged;
    }

    private sealed record Returned(string Channel, long? StoreId, IReadOnlyDictionary<string, string> Settings, Grant Grant);
}

/// <summary>A shop behind a sign-in, ready to be asked.</summary>
internal sealed record ChosenShop(IReadOnlyDictionary<string, string> Settings, string Account, AccessTokens Tokens)
{
    /// <summary>Shows nothing: a record's own text would show the settings.</summary>
    public override string ToString() => "a shop behind a sign-in";
}
