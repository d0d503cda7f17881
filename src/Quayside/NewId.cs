using System.Security.Cryptography;

namespace Quayside;

/// <summary>Ids for rows: 64 bits that grow with time, made without asking the database.</summary>
/// <remarks>41 bits of milliseconds since 2026, 10 bits drawn once per process, 12 bits of a counter. Rows written together lie
/// together, parents and children can be written in one go, and on SQLite the id is the row's own key. Two processes that drew
/// the same number would have to make an id in the same millisecond at the same count; the primary key refuses the second
/// and its transaction is tried again.</remarks>
internal static class NewId
{
    private const int CounterBits = 12;
    private const int ProcessBits = 10;

    private static readonly long Epoch = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero).ToUnixTimeMilliseconds();
    private static readonly long Process = RandomNumberGenerator.GetInt32(1 << ProcessBits);
    private static long _last = (TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds() - Epoch) << CounterBits;

    /// <summary>Larger than every id this process made before, also when the clock is set back.</summary>
    public static long Next()
    {
        while (true)
        {
            var last = Interlocked.Read(ref _last);
            var now = (TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds() - Epoch) << CounterBits;
            var next = Math.Max(now, last + 1);
            if (Interlocked.CompareExchange(ref _last, next, last) == last)
            {
                return ((next >> CounterBits) << (CounterBits + ProcessBits)) | (Process << CounterBits) | (next & ((1 << CounterBits) - 1));
            }
        }
    }

    /// <summary>When a row with this id was made, to the millisecond; a few later where very many were made at once.</summary>
    public static DateTimeOffset MadeAt(long id) =>
        DateTimeOffset.FromUnixTimeMilliseconds((id >> (CounterBits + ProcessBits)) + Epoch);
}
