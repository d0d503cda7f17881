namespace Quayside.Connectors.WooCommerce;

/// <summary>Lists cut down to what changed in a window.</summary>
internal static class WooChanges
{
    /// <remarks>"modified_after" and "modified_before" exclude their own second and know no fractions: from 10:00:00 is after 09:59:59.
    /// Without "dates_are_gmt" a shop takes them for its own local time, in summer another than in winter.</remarks>
    public static WooRequest Of(WooRequest list, ChangeWindow window) => list
        .With("modified_after", WooOrders.Text(WooOrders.Second(window.From).AddSeconds(-1)))
        .With("modified_before", WooOrders.Text(WooOrders.Second(window.To)))
        .With("dates_are_gmt", "true");
}
