using Microsoft.AspNetCore.Http.HttpResults;
using Quayside.Connectors;
using Quayside.Database;

namespace Quayside.Stores;

/// <param name="Settings">What a person enters to connect a store of this channel.</param>
/// <param name="HistoryDays">How far back the channel lets anyone read orders; null when without limit.</param>
/// <param name="Capabilities">Names of what Quayside can do on this channel.</param>
public sealed record ChannelView(
    string Key, string Name, IReadOnlyList<ConnectorSetting> Settings, int? HistoryDays, IReadOnlyList<string> Capabilities);

internal static class ChannelsApi
{
    public static void Map(RouteGroupBuilder api) => api.MapGet("/channels", List)
        .WithTags("Channels").WithName("listChannels").WithSummary("Which channels this Quayside can connect to");

    private static Ok<Slice<ChannelView>> List(ConnectorList connectors) => TypedResults.Ok(new Slice<ChannelView>(
        [.. connectors.All.Select(c => new ChannelView(
            c.Info.Key, c.Info.Name, c.Info.Settings, c.Info.HistoryDays, ConnectorInfo.CapabilitiesOf(c)))],
        null));
}
