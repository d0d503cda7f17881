using System.Text.Json;
using Quayside.Connectors.Http;

namespace Quayside.Connectors.WooCommerce;

/// <summary>Rows into records, each on its own: what cannot be read is kept with its reason and leaves its neighbours alone.</summary>
internal sealed class WooRecords<T>(string list, int page)
    where T : class
{
    private readonly HashSet<string> _ids = new(StringComparer.Ordinal);
    private readonly List<Record<T>> _records = [];

    public IReadOnlyList<Record<T>> All => _records;

    /// <summary>Rows of the page itself that count as nothing.</summary>
    public int NotCounted { get; private set; }

    /// <param name="countsNothing">Asked before mapping, so that counting does not hang on it.</param>
    public void Add(WooRows rows, Func<JsonElement, T> map, Func<JsonElement, bool> countsNothing)
    {
        var counted = NotCounted;
        foreach (var answer in rows.Earlier)
        {
            Add(answer, map, countsNothing);
        }

        NotCounted = counted; // rows read again were counted where they lay before
        foreach (var answer in rows.Answers)
        {
            Add(answer, map, countsNothing);
        }
    }

    public void Add(WooAnswer answer, Func<JsonElement, T> map, Func<JsonElement, bool> countsNothing)
    {
        foreach (var row in answer.Rows)
        {
            Add(row, answer.RawOf(row), map, countsNothing);
        }
    }

    /// <summary>A row that the list holds but that is not ours to keep.</summary>
    public void Pass() => NotCounted++;

    /// <summary>Adds one row; a row whose id the page has already is the same row once more.</summary>
    public void Add(JsonElement row, ReadOnlyMemory<byte> raw, Func<JsonElement, T> map, Func<JsonElement, bool> countsNothing)
    {
        var id = Reading.Safely(() => row.ValueKind == JsonValueKind.Object ? row.Id("id"u8) : null, null)
            ?? $"{list} page {page}, record {_records.Count + 1}";
        if (!_ids.Add(id))
        {
            return;
        }

        var nothing = Reading.Safely(() => countsNothing(row), false);
        if (nothing)
        {
            NotCounted++;
        }

        var (value, problem) = Mapped(row, map);
        IReadOnlyList<string> counted = nothing ? [] : [id];
        _records.Add(new Record<T>(id, raw, value, problem) { CountedIds = counted });
    }

    private static (T? Value, string? Problem) Mapped(JsonElement row, Func<JsonElement, T> map) => row.ValueKind == JsonValueKind.Object
        ? Reading.Of(() => map(row))
        : (null, "The shop sent something else where a record should be.");
}
