namespace Quayside.SkuLinks.Matching;

[Flags]
internal enum TokenKind : byte
{
    Word = 0,

    /// <summary>Digits alone.</summary>
    Number = 1,

    /// <summary>Reads like a model or part number: letters and digits, or many digits.</summary>
    Code = 2,

    /// <summary>A number with its unit, such as "500gb".</summary>
    Quantity = 4,

    /// <summary>Written in several parts ("dcs-1100"); the parts are tokens of their own.</summary>
    Joined = 8,
}

/// <summary>One word, number, code or quantity.</summary>
internal readonly record struct Token(uint Hash, string Text, TokenKind Kind) : IComparable<Token>
{
    public int CompareTo(Token other) => Hash.CompareTo(other.Hash);

    public bool Is(TokenKind kind) => (Kind & kind) != 0;
}
