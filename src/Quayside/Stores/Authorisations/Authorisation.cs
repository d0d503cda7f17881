using Quayside.Organisations;

namespace Quayside.Stores.Authorisations;

/// <summary>What a seller allowed at the channel: one pair of tokens. Stores of the same account share it.</summary>
/// <remarks>Who renews it claims it first, by an update that compares <see cref="Version"/>: the refresh token of one version is shown to
/// the channel by one caller, whichever stores and processes want it at once.</remarks>
public sealed class Authorisation : IBelongToOrganisation
{
    public long Id { get; init; } = NewId.Next();

    public required long OrganisationId { get; init; }

    public required string Channel { get; init; }

    /// <summary>As <see cref="Connectors.GrantedShop.Account"/>.</summary>
    public required string Account { get; init; }

    /// <summary>The pair, encrypted.</summary>
    public required byte[] Tokens { get; set; }

    /// <summary>Goes up with every pair.</summary>
    public long Version { get; set; }

    /// <summary>Until when whoever renews it may be waited for; null when nobody does. A claim that ran out is one whose outcome nobody knows.</summary>
    public DateTimeOffset? RefreshingUntil { get; set; }

    /// <summary>Why a person has to sign in again, for the seller; null while it works.</summary>
    public string? Problem { get; set; }
}

/// <summary>A sign-in at a channel that was begun: what is known of it when the browser comes back.</summary>
public sealed class ChannelSignIn : IBelongToOrganisation
{
    public long Id { get; init; } = NewId.Next();

    public required long OrganisationId { get; init; }

    /// <summary>As <see cref="Caller.Name"/>: only who began it ends it.</summary>
    public required string Who { get; init; }

    public required string Channel { get; init; }

    /// <summary>Hash of what the channel hands back unchanged. The text itself is kept nowhere.</summary>
    public required string StateHash { get; init; }

    /// <summary>What was entered, encrypted.</summary>
    public required byte[] Settings { get; init; }

    /// <summary>The store that it is to be re-authorised or reconnected with; null for a new one.</summary>
    public long? StoreId { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>When the browser came back, which counts once; null while it is away.</summary>
    public DateTimeOffset? ReturnedAt { get; set; }

    /// <summary>The tokens and shops that were bought, encrypted; null before, and when they could not be bought.</summary>
    public byte[]? Grant { get; set; }
}
