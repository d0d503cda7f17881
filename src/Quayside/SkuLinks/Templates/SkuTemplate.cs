using System.Globalization;
using System.Text;

namespace Quayside.SkuLinks.Templates;

/// <summary>How master SKUs are made from what products are: "{brand:3}-{model}-{size}".</summary>
/// <remarks>A field gives its letters and digits in capitals, accents dropped, words joined by nothing. {field:3} takes the first three,
/// {field:-3} the last three. A field that an item does not have is left out, and one separator beside it with it. What stands
/// between the fields stays as it was typed.</remarks>
public sealed class SkuTemplate
{
    public const int LongestSku = 64;

    private const int LongestTemplate = 200;
    private readonly IReadOnlyList<Part> _parts;

    private SkuTemplate(string text, IReadOnlyList<Part> parts) => (Text, _parts) = (text, parts);

    public string Text { get; }

    public bool UsesNumber => _parts.Any(p => p.Field == TemplateField.Number);

    /// <returns>Refused: template.invalid, with what is wrong.</returns>
    public static Outcome<SkuTemplate> Parse(string? text)
    {
        if (string.IsNullOrWhiteSpace(text) || text.Length > LongestTemplate)
        {
            return Wrong($"A template has from 1 to {LongestTemplate} letters, such as {{brand:3}}-{{model}}-{{size}}.");
        }

        var parts = new List<Part>();
        var rest = text.Trim().AsSpan();
        while (rest.Length > 0)
        {
            var open = rest.IndexOf('{');
            var plain = open < 0 ? rest : rest[..open];
            if (plain.Contains('}'))
            {
                return Wrong("There is a \"}\" without its \"{\".");
            }

            if (plain.Length > 0)
            {
                parts.Add(new Part(plain.ToString(), null, 0));
            }

            rest = rest[plain.Length..];
            if (rest.Length > 0)
            {
                var close = rest.IndexOf('}');
                if (close < 0)
                {
                    return Wrong("There is a \"{\" without its \"}\".");
                }

                var field = ParseField(rest[1..close].ToString());
                if (field.Refusal is { } refusal)
                {
                    return refusal;
                }

                parts.Add(field.Value!);
                rest = rest[(close + 1)..];
            }
        }

        return parts.Any(p => p.Field is not null)
            ? new SkuTemplate(text.Trim(), parts)
            : Wrong("Without a field every product would have the same SKU. Use at least one, such as {model} or {number}.");
    }

    /// <param name="number">What {number} is for this item.</param>
    /// <returns>null where no field but {number} has anything to say, or the result is longer than <see cref="LongestSku"/>.</returns>
    public string? Apply(TemplateFields fields, int number)
    {
        var sku = new StringBuilder();
        var (says, skipSeparator) = (_parts.All(p => p.Field is null or TemplateField.Number), false);
        foreach (var part in _parts)
        {
            if (part.Field is null)
            {
                // With nothing before it, or behind a field that was left out, a separator would separate nothing.
                var text = (skipSeparator || sku.Length == 0) && IsSeparator(part.Text[0]) ? part.Text[1..] : part.Text;
                sku.Append(text);
                skipSeparator = false;
                continue;
            }

            var value = part.Field == TemplateField.Number
                ? number.ToString(CultureInfo.InvariantCulture).PadLeft(part.Length, '0')
                : Cut(Plain(TemplateField.Read(part.Field, fields)), part.Length);
            says |= value.Length > 0 && part.Field != TemplateField.Number;
            skipSeparator = value.Length == 0;
            sku.Append(value);
        }

        var made = sku.ToString();
        made = skipSeparator && made.Length > 0 && IsSeparator(made[^1]) ? made[..^1] : made;
        return says && made.Length is > 0 and <= LongestSku ? made : null;
    }

    private static Outcome<Part> ParseField(string text)
    {
        var (name, length) = text.Split(':') switch
        {
            [var only] => (only, 0),
            [var field, var number] when int.TryParse(number, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var many)
                && many is >= -20 and <= 20 and not 0 => (field, many),
            _ => ("", 0),
        };
        name = name.Trim().ToLowerInvariant() switch { "color" => "colour", "mpn" => "model", "option" => "options", var same => same };
        return TemplateField.IsKnown(name) && (name != TemplateField.Number || length >= 0)
            ? new Part("", name, length)
            : Wrong($"\"{{{text}}}\" is no field. There are: {string.Join(", ", TemplateField.All.Select(f => $"{{{f.Name}}}"))}; {{brand:3}} takes the first three letters.");
    }

    private static string Plain(string? value)
    {
        var plain = new StringBuilder();
        foreach (var letter in (value ?? "").Normalize(NormalizationForm.FormKD))
        {
            if (char.IsLetterOrDigit(letter))
            {
                plain.Append(char.ToUpperInvariant(letter));
            }
        }

        return plain.ToString().Normalize(NormalizationForm.FormC);
    }

    private static string Cut(string value, int length) => length switch
    {
        0 => value,
        > 0 => value[..Math.Min(length, value.Length)],
        _ => value[Math.Max(0, value.Length + length)..],
    };

    private static bool IsSeparator(char letter) => letter is '-' or '_' or '.' or '/' or ' ';

    private static Refusal Wrong(string message) => new("template.invalid", message);

    private sealed record Part(string Text, string? Field, int Length);
}
