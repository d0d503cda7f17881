using System.Text.Json;

namespace Quayside.Connectors.Http;

/// <summary>Reads one record so that what is wrong with it stays with it.</summary>
internal static class Reading
{
    /// <param name="counted">Read off the wire before mapping.</param>
    public static Record<T> Record<T>(string id, ReadOnlyMemory<byte> raw, Func<T> map, IReadOnlyList<string> counted)
        where T : class
    {
        var (value, problem) = Of(map);
        return new Record<T>(id, raw, value, problem) { CountedIds = counted };
    }

    /// <returns>The value, or why it could not be read, in words for a person.</returns>
    public static (T? Value, string? Problem) Of<T>(Func<T> map)
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
}
