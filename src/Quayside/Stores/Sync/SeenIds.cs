using System.Text;

namespace Quayside.Stores.Sync;

/// <summary>The ids a stage has met so far: tells a page that brings something new from one that comes again.</summary>
internal sealed class SeenIds
{
    /// <summary>Pages in a row without a new id before the feed is taken for endless; pages that overlap on purpose stay below.</summary>
    private const int LongestStandstill = 4;

    /// <summary>Empty pages in a row, for channels that read in windows of time.</summary>
    private const int LongestSilence = 100;

    private readonly HashSet<ulong> _ids = [];
    private readonly HashSet<string> _cursors = new(StringComparer.Ordinal);
    private int _standstill;
    private int _silence;

    /// <returns>How many ids were new.</returns>
    /// <exception cref="EndlessFeedException">The channel sends the same again and again.</exception>
    public int Add(string cursor, IReadOnlyCollection<string> ids, bool isEmpty)
    {
        if (!_cursors.Add(cursor))
        {
            throw new EndlessFeedException();
        }

        var added = ids.Count(id => _ids.Add(Hash(id)));
        _silence = isEmpty ? _silence + 1 : 0;
        _standstill = added == 0 && ids.Count > 0 ? _standstill + 1 : 0;
        return _standstill >= LongestStandstill || _silence >= LongestSilence ? throw new EndlessFeedException() : added;
    }

    public static byte[] Pack(IEnumerable<string> ids) => Packed.Pack(Encoding.UTF8.GetBytes(string.Join('\n', ids)));

    public static IEnumerable<string> Unpack(byte[] packed) =>
        Encoding.UTF8.GetString(Packed.Unpack(packed)).Split('\n', StringSplitOptions.RemoveEmptyEntries);

    // FNV-1a, 64 bits: the figure shown while a stage runs may be off by a collision, the receipt is counted in the database.
    private static ulong Hash(string id)
    {
        var hash = 14695981039346656037UL;
        foreach (var letter in id)
        {
            hash = (hash ^ letter) * 1099511628211UL;
        }

        return hash;
    }
}

/// <summary>A feed that repeats a page or a cursor and would never end.</summary>
internal sealed class EndlessFeedException() : Exception(
    "The shop sends the same page over and over. Something in front of it (a cache, a plugin) ignores the page number. "
    + "Switch that off for the shop's API and start the sync again.");
