namespace Quayside.Connectors;

/// <summary>A currency by its ISO 4217 code, upper case. Codes that ISO does not know (a shop's own points) count two decimals.</summary>
public readonly record struct Currency
{
    private static readonly HashSet<string> WithoutDecimals =
    [
        "BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG", "RWF", "UGX", "VND", "VUV", "XAF", "XOF", "XPF",
    ];

    private static readonly HashSet<string> WithThreeDecimals = ["BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"];

    /// <exception cref="FormatException">Blank, or longer than eight characters.</exception>
    public Currency(string code)
    {
        var trimmed = code.Trim().ToUpperInvariant();
        Code = trimmed.Length is > 0 and <= 8 ? trimmed : throw new FormatException($"\"{code}\" is not a currency code.");
    }

    public string Code { get; }

    /// <summary>Decimals of the smallest unit (ISO 4217): 2 for EUR, 0 for JPY, 3 for KWD.</summary>
    public int Digits => WithoutDecimals.Contains(Code) ? 0 : WithThreeDecimals.Contains(Code) ? 3 : 2;

    public long UnitsPerMajor => Digits switch { 0 => 1, 3 => 1000, _ => 100 };

    public override string ToString() => Code;
}
