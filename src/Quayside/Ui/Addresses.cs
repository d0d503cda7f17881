using Microsoft.AspNetCore.Components;

namespace Quayside.Ui;

/// <summary>The view lives in the address: this changes parts of it.</summary>
internal static class Addresses
{
    /// <summary>The present address with some of its parameters set, or removed where null.</summary>
    public static string With(this NavigationManager navigation, params (string Name, object? Value)[] changes) =>
        navigation.With(navigation.Uri, changes);

    /// <summary>Another address likewise.</summary>
    public static string With(this NavigationManager navigation, string address, params (string Name, object? Value)[] changes) =>
        navigation.GetUriWithQueryParameters(address, changes.ToDictionary(c => c.Name, c => c.Value));

    /// <summary>Shows the same list by another filter: from its first page, without another entry in the history.</summary>
    public static void Filter(this NavigationManager navigation, string name, string? value) => navigation.NavigateTo(
        navigation.With((name, string.IsNullOrWhiteSpace(value) ? null : value), ("after", null), ("page", null)),
        new NavigationOptions { ReplaceHistoryEntry = true });
}
