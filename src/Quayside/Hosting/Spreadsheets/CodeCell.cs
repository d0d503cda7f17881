using System.Text.RegularExpressions;

namespace Quayside.Hosting.Spreadsheets;

/// <summary>Cells that hold a code, such as a SKU or a barcode, after a spreadsheet program had them.</summary>
public static partial class CodeCell
{
    /// <summary>Why a cell's text is probably not what the seller typed; null when nothing is odd. Such a code is refused, not guessed.</summary>
    public static string? Doubt(string? text) => text switch
    {
        null => null,
        _ when Date().IsMatch(text) => $"\"{text}\" reads as a date: a spreadsheet program may have changed the code. Type it again into a cell of the kind \"Text\".",
        _ when Rounded().IsMatch(text) => $"\"{text}\" is a rounded number: digits of the code are lost. Type it again into a cell of the kind \"Text\".",
        _ => null,
    };

    [GeneratedRegex(@"^\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}(:\d{2})?)?$|^\d{1,2}[-/ ](Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)([-/ ]\d{2,4})?$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Date();

    [GeneratedRegex(@"^-?\d([.,]\d+)?E\+?\d{1,3}$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Rounded();
}
