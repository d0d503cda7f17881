using System.Text.Json;

namespace Quayside.Connectors.Shopee;

/// <summary>Turns one thing into a record: what cannot be read is kept with its reason and leaves its neighbours alone.</summary>
internal static class ShopeeRecords
{
    /// <param name="counted">Read off the wire before mapping.</param>
    public static Record<T> Of<T>(string id, ReadOnlyMemory<byte> raw, Func<T> map, IReadOnlyList<string> counted)
        where T : class
    {
        var (value, problem) = Mapped(map);
        return new Record<T>(id, raw, value, problem) { CountedIds = counted };
    }

    /// <summary>What a broken field must not keep from being read.</summary>
    public static TValue Safely<TValue>(Func<TValue> read, TValue otherwise)
    {
        try
        {
            return read();
        }
        catch (Exception unreadable) when (unreadable is FormatException or InvalidOperationException or JsonException)
        {
            return otherwise;
        }
    }

    private static (T? Value, string? Problem) Mapped<T>(Func<T> map)
        where T : class
    {
        try
        {
            return (map(), null);
        }
        catch (FormatException meaning)
        {
            return (null, meaning.Message);
        }
        catch (OverflowException)
        {
            return (null, "A number in it is too large.");
        }
        catch (InvalidOperationException)
        {
            return (null, "Its text is damaged: it is not valid Unicode.");
        }
    }
}
