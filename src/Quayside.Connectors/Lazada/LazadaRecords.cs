using System.Text.Json;
using Quayside.Connectors.Http;

namespace Quayside.Connectors.Lazada;

/// <summary>Rows into records, each on its own: what cannot be read is kept with its reason and leaves its neighbours alone.</summary>
internal sealed class LazadaRecords<T>(string place)
    where T : class
{
    private readonly HashSet<string> _ids = new(StringComparer.Ordinal);
    private readonly List<Record<T>> _records = [];

    public IReadOnlyList<Record<T>> All => _records;

    /// <summary>Rows that the channel's total includes although they lie outside of what was asked for.</summary>
    public int NotCounted { get; private set; }

    public void Pass() => NotCounted++;

    /// <summary>The id of a row; null when it has none that can be read.</summary>
    public static string? IdOf(JsonElement row, Func<JsonElement, string?> id) =>
        row.ValueKind == JsonValueKind.Object ? Reading.Safely(() => id(row), null) : null;

    /// <summary>Adds one row; a row whose id the page has already is the same row once more.</summary>
    /// <param name="counted">What it counts as, where that is not its own id.</param>
    public void Add(
        JsonElement row, ReadOnlyMemory<byte> raw, Func<JsonElement, string?> id, Func<JsonElement, T> map, Func<JsonElement, string, IReadOnlyList<string>>? counted = null)
    {
        var name = IdOf(row, id) ?? $"{place}, record {_records.Count + 1}";
        if (_ids.Add(name))
        {
            var (value, problem) = Mapped(row, map);
            _records.Add(new Record<T>(name, raw, value, problem) { CountedIds = counted is null || row.ValueKind != JsonValueKind.Object ? [name] : counted(row, name) });
        }
    }

    private static (T? Value, string? Problem) Mapped(JsonElement row, Func<JsonElement, T> map) => row.ValueKind == JsonValueKind.Object
        ? Reading.Of(() => map(row))
        : (null, "Lazada sent something else where a record should be.");
}
