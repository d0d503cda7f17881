using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Quayside.Database;

/// <summary>The last row of a part of a list: what it was sorted by and its id. The next part begins behind it.</summary>
/// <remarks>Rows that come and go while somebody pages move nothing: paging goes by values, not by counting.</remarks>
internal sealed record Place(string Sort, long Id)
{
    private const int CheckBytes = 6;

    public static Refusal Invalid { get; } =
        new("cursor.invalid", "This cursor is not one of this list. Begin again without a cursor.");

    /// <summary>Where to begin: null at the start of the list.</summary>
    /// <param name="list">Names the list and its order: a cursor of another order is refused.</param>
    public static Outcome<Place?> Read(string list, string? cursor, int limit)
    {
        if (Limits.Refuse(limit) is { } refusal)
        {
            return refusal;
        }

        if (string.IsNullOrEmpty(cursor))
        {
            return new Outcome<Place?>(null, null);
        }

        return Parse(list, cursor) is { } place ? place : Invalid;
    }

    /// <summary>Takes the row beyond the limit off, and says where the next part begins when there was one.</summary>
    public static Slice<T> Cut<T>(string list, IReadOnlyList<T> rows, int limit, Func<T, Place> place) => rows.Count <= limit
        ? new Slice<T>(rows, null)
        : new Slice<T>([.. rows.Take(limit)], place(rows[limit - 1]).Write(list));

    public string Write(string list)
    {
        var values = JsonSerializer.SerializeToUtf8Bytes<string[]>([Sort, Id.ToString(CultureInfo.InvariantCulture)]);
        return Base64Url.EncodeToString([.. Check(list, values), .. values]);
    }

    private static Place? Parse(string list, string cursor)
    {
        try
        {
            var bytes = Base64Url.DecodeFromChars(cursor);
            return bytes.Length > CheckBytes
                && Check(list, bytes.AsSpan(CheckBytes)).AsSpan().SequenceEqual(bytes.AsSpan(0, CheckBytes))
                && JsonSerializer.Deserialize<string[]>(bytes.AsSpan(CheckBytes)) is [var sort, var id]
                ? new Place(sort, long.Parse(id, CultureInfo.InvariantCulture))
                : null;
        }
        catch (Exception failure) when (failure is FormatException or JsonException)
        {
            return null;
        }
    }

    // Not a signature: a cursor opens nothing that its reader may not read. It only keeps a mistyped one from skipping rows.
    private static byte[] Check(string list, ReadOnlySpan<byte> values) =>
        SHA256.HashData([.. Encoding.UTF8.GetBytes(list), 0, .. values])[..CheckBytes];
}
