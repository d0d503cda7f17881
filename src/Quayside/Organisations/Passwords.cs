using System.Security.Cryptography;

namespace Quayside.Organisations;

/// <summary>Words that only the person at the terminal gets to see.</summary>
internal static class Passwords
{
    // No letter or digit that is taken for another one.
    private const string Letters = "abcdefghjkmnpqrstuvwxyz23456789";

    /// <summary>Twenty letters in four groups, about 99 bits.</summary>
    public static string New() => Groups(4, 5);

    /// <summary>Eight letters in two groups, about 39 bits: for a code that lives as long as the process and may be guessed a few times.</summary>
    public static string NewCode() => Groups(2, 4).ToUpperInvariant();

    private static string Groups(int count, int length) =>
        string.Join('-', Enumerable.Range(0, count).Select(_ => RandomNumberGenerator.GetString(Letters, length)));
}
