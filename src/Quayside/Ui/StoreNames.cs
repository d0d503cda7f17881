using System.Globalization;
using Quayside.Database;
using Quayside.Organisations;
using Quayside.Stores;

namespace Quayside.Ui;

/// <summary>The organisation's stores by id, for lists that name the store of each row and filter by it.</summary>
public sealed class StoreNames(IReadOnlyList<StoreView> stores)
{
    public static StoreNames None { get; } = new([]);

    public IReadOnlyList<StoreView> All { get; } = stores;

    public IEnumerable<(string Value, string Text)> Choices =>
        All.Select(s => (s.Id.ToString(CultureInfo.InvariantCulture), s.Name));

    public string this[long id] => All.FirstOrDefault(s => s.Id == id)?.Name ?? "";

    public static async Task<StoreNames> LoadAsync(FindStores find, Caller caller) =>
        new((await find.RunAsync(caller, null, Limits.Most, CancellationToken.None)).Value?.Items ?? []);
}
