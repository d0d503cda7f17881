namespace Quayside.Hosting;

/// <summary>A word of a fixed list in a query string, as the API writes it in answers ("readyToShip"), in any letter case.</summary>
/// <remarks>The framework by itself takes only the C# spelling, and numbers.</remarks>
internal readonly record struct Word<T>(T Value)
    where T : struct, Enum
{
    public static bool TryParse(string? text, IFormatProvider? provider, out Word<T> word)
    {
        var names = Enum.GetNames<T>();
        var at = Array.FindIndex(names, name => name.Equals(text, StringComparison.OrdinalIgnoreCase));
        word = at < 0 ? default : new Word<T>(Enum.Parse<T>(names[at]));
        return at >= 0;
    }
}
