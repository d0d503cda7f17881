namespace Quayside.Connectors;

/// <summary>What Quayside needs to know of a channel before anything is connected.</summary>
/// <param name="Key">Stable, lower case, stored with every store: "woocommerce".</param>
/// <param name="Name">As sellers know it: "WooCommerce".</param>
/// <param name="Settings">What a person enters; the form, the check and the docs follow from it.</param>
/// <param name="HistoryDays">How far back the channel lets anyone read orders, in days; null when without limit.</param>
/// <param name="CallsAtATime">How many requests a shop may have open at once when nothing else is known.</param>
public sealed record ConnectorInfo(
    string Key, string Name, IReadOnlyList<ConnectorSetting> Settings, int? HistoryDays, int CallsAtATime)
{
    /// <summary>Whether a variation's id is the shop's only one and stays with it when it moves to another listing.</summary>
    public bool VariationIdsAreUnique { get; init; }

    /// <summary>How many requests a shop takes in a second, spread evenly; null where the channel states no rate.</summary>
    public int? CallsPerSecond { get; init; }

    /// <summary>How long after a change the channel may still not show it: no window of changes ends later than now less this.</summary>
    public TimeSpan Lag { get; init; } = TimeSpan.Zero;

    /// <summary>How far a window of changes reaches back into the one before it.</summary>
    public TimeSpan Overlap { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>The longest window of changes that the channel answers; null when without limit.</summary>
    public TimeSpan? LongestWindow { get; init; }

    /// <summary>How many things can be read by their ids in one call.</summary>
    public int IdsAtOnce { get; init; } = 50;

    /// <summary>Names of the abilities a connector has, as the API shows them.</summary>
    public static IReadOnlyList<string> CapabilitiesOf(IConnector connector)
    {
        var names = new List<string>(7);
        if (connector is IReadsListings)
        {
            names.Add("readsListings");
        }

        if (connector is IReadsOrders)
        {
            names.Add("readsOrders");
        }

        if (connector is IReadsCarriers)
        {
            names.Add("readsCarriers");
        }

        if (connector is IOffersWebhooks)
        {
            names.Add("offersWebhooks");
        }

        if (connector is IReadsChanges)
        {
            names.Add("readsChanges");
        }

        if (connector is IListsIds)
        {
            names.Add("listsIds");
        }

        if (connector is IAuthorises)
        {
            names.Add("authorises");
        }

        return names;
    }
}

/// <param name="Key">Name in the API and in storage, camelCase.</param>
/// <param name="Help">One sentence: where a person finds the value.</param>
/// <param name="Secret">Encrypted at rest and never shown again.</param>
public sealed record ConnectorSetting(string Key, string Label, string Help, bool Required = true, bool Secret = false)
{
    /// <summary>All that may be entered, the usual first; empty where a person types.</summary>
    public IReadOnlyList<SettingChoice> Choices { get; init; } = [];
}

/// <param name="Value">"" for leaving it out.</param>
public sealed record SettingChoice(string Value, string Label);
