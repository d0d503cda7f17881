using Microsoft.EntityFrameworkCore;
using Quayside.Connectors;
using Quayside.Database;
using Quayside.Hosting;
using Quayside.Organisations;

namespace Quayside.Stores.Authorisations;

/// <summary>Says where a seller signs in at a channel, and remembers what was entered until the browser comes back.</summary>
public sealed class BeginChannelSignIn(ConnectorList connectors, Databases databases, Secrets secrets, TimeProvider clock)
{
    /// <summary>How long the browser may be away.</summary>
    public static readonly TimeSpan Away = TimeSpan.FromMinutes(10);

    /// <summary>Path that channels send browsers back to; the channel's key follows.</summary>
    public const string CallbackPath = "connect/callback";

    private static readonly TimeSpan Kept = TimeSpan.FromDays(1);

    /// <returns>Refused: forbidden, channel.unknown, authorisation.not_offered, setting.missing, store.check_failed.</returns>
    public async Task<Outcome<SignInBegun>> RunAsync(Caller caller, SignInRequest request, CancellationToken cancellation)
    {
        if (caller.Needs(Role.Owner) is { } refusal)
        {
            return refusal;
        }

        if (connectors.Find(request.Channel) is not { } connector)
        {
            return AskShop.UnknownChannel(request.Channel);
        }

        if (connector is not IAuthorises authorises)
        {
            return new Refusal("authorisation.not_offered", $"{connector.Info.Name} has no sign-in of its own. Enter its settings instead.");
        }

        var settings = ConnectorList.Settings(connector, request.Settings);
        if (settings.Refusal is { } missing)
        {
            return missing;
        }

        var state = SignInState.New();
        Uri address;
        try
        {
            address = authorises.SignInAddress(settings.Value!, new Uri(request.Origin, $"/{CallbackPath}/{request.Channel}"), state);
        }
        catch (ConnectorException failure)
        {
            return new Refusal("store.check_failed", failure.Message);
        }

        var now = clock.GetUtcNow();
        var signIn = new ChannelSignIn
        {
            OrganisationId = caller.OrganisationId,
            Who = caller.Name,
            Channel = request.Channel,
            StateHash = SignInState.HashOf(state),
            Settings = secrets.Protect(settings.Value!),
            StoreId = request.StoreId,
            StartedAt = now,
        };
        var old = now - Kept;
        await using var write = await WriteTransaction.BeginAsync(databases, caller.OrganisationId, cancellation);
        await write.Db.ChannelSignIns.Where(s => s.StartedAt < old).ExecuteDeleteAsync(cancellation);
        write.Db.ChannelSignIns.Add(signIn);
        await write.CommitAsync(cancellation);
        return new SignInBegun(signIn.Id, address, now + Away);
    }
}

/// <param name="Origin">Where the person opened Quayside, with its scheme: the browser comes back there.</param>
/// <param name="StoreId">As <see cref="ChannelSignIn.StoreId"/>.</param>
public sealed record SignInRequest(string Channel, IReadOnlyDictionary<string, string> Settings, Uri Origin, long? StoreId = null);

/// <param name="Address">To be opened in a browser. It holds the state, so it is worth as much as a password until it is used.</param>
/// <param name="EndsAt">By when the browser has to be back.</param>
public sealed record SignInBegun(long Id, Uri Address, DateTimeOffset EndsAt);
