using System.Globalization;
using System.Text;

namespace Quayside.Carriers;

/// <summary>Which of many texts name the same carrier: "J&amp;T", "J&amp;T Express" and "JNT". Pure.</summary>
/// <remarks>Careful rather than complete, since a person would not look twice: "UPS" is not "USPS", and where a brand has several
/// networks ("DHL Express", "DHL eCommerce") what comes after the brand is part of its name.</remarks>
public static class CarrierNames
{
    private const int ShortestInitials = 3;
    private const int LongestInitials = 5;

    // Shorter names differ by one letter where they are different carriers: YTO and ZTO, Correos and Correios.
    private const int ShortestSlip = 8;
    private const int ShortestSlipWord = 5;

    // Say that it is a company, or that it moves parcels: "Ninja Van Logistics Sdn Bhd".
    private static readonly HashSet<string> Company = new(StringComparer.Ordinal)
    {
        "ag", "bhd", "bv", "co", "company", "corp", "corporation", "courier", "couriers", "delivery", "deliveries", "gmbh", "group", "inc", "limited",
        "llc", "logistic", "logistics", "ltd", "ltda", "nv", "plc", "pt", "pte", "pty", "pvt", "sa", "sas", "sdn", "service", "services", "shipping",
        "shipment", "spa", "srl", "tbk", "the", "transport", "worldwide",
    };

    // Part of most carriers' full name, but the name of a network of its own where the brand has several.
    private static readonly HashSet<string> Express = new(StringComparer.Ordinal) { "exp", "express", "xpress" };

    private static readonly HashSet<string> Networks = new(StringComparer.Ordinal) { "dhl", "dpd", "ems", "fedex", "gls", "hermes", "ups", "usps" };

    // With nothing else beside them they name no carrier at all, but a way to send.
    private static readonly HashSet<string> Ways = new(StringComparer.Ordinal)
    {
        "air", "cargo", "day", "domestic", "economy", "fast", "flat", "free", "freight", "international", "local", "mail", "next", "overnight", "parcel",
        "parcels", "pickup", "post", "postal", "priority", "rate", "regular", "same", "sea", "standard",
    };

    /// <summary>As one would write it: no white space around, one space inside.</summary>
    public static string Cleaned(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    /// <param name="isApart">Whether somebody said of two of them that they are different.</param>
    /// <returns>Places in <paramref name="names"/> of texts that name one carrier, in the order of the names; texts that stand alone are left out.</returns>
    public static IReadOnlyList<IReadOnlyList<int>> Cluster(IReadOnlyList<string> names, Func<int, int, bool>? isApart = null)
    {
        var forms = names.Select(Form.Of).ToList();
        var groups = new NameGroups(names.Count, isApart);
        foreach (var key in Enumerable.Range(0, names.Count).SelectMany(i => forms[i].Keys.Select(key => (Key: key, At: i))).GroupBy(k => k.Key, k => k.At))
        {
            groups.Join([.. key]);
        }

        foreach (var (one, other) in Abbreviated(forms).Concat(Mistyped(forms)))
        {
            groups.Join([one, other]);
        }

        return groups.Several;
    }

    // "GLS" is "General Logistics Systems", where no other name has these initials.
    private static IEnumerable<(int One, int Other)> Abbreviated(List<Form> forms)
    {
        var byInitials = Enumerable.Range(0, forms.Count).Where(i => forms[i].Initials is not null).ToLookup(i => forms[i].Initials!);
        return
            from i in Enumerable.Range(0, forms.Count)
            let core = forms[i].Core
            where forms[i].Words.Count == 1 && core.Length is >= ShortestInitials and <= LongestInitials && byInitials.Contains(core)
            where byInitials[core].Select(o => string.Join(' ', forms[o].Words)).Distinct().Count() == 1
            from other in byInitials[core]
            select (i, other);
    }

    // Every pair is looked at: an organisation has tens of carriers, not thousands.
    private static IEnumerable<(int One, int Other)> Mistyped(List<Form> forms)
    {
        var candidates = Enumerable.Range(0, forms.Count).Where(i => forms[i].Core.Length >= ShortestSlip).ToList();
        for (var i = 0; i < candidates.Count; i++)
        {
            for (var k = i + 1; k < candidates.Count; k++)
            {
                if (IsSlip(forms[candidates[i]], forms[candidates[k]]))
                {
                    yield return (candidates[i], candidates[k]);
                }
            }
        }
    }

    // One letter too many, too few, wrong or swapped, in one word.
    private static bool IsSlip(Form one, Form other)
    {
        if (one.Words.Count != other.Words.Count || Math.Abs(one.Core.Length - other.Core.Length) > 1)
        {
            return false;
        }

        var differing = one.Words.Zip(other.Words).Where(w => w.First != w.Second).ToList();
        return differing is [var (left, right)] && Math.Min(left.Length, right.Length) >= ShortestSlipWord && left[0] == right[0]
            && !left.Concat(right).Any(char.IsAsciiDigit) && IsOneSlip(left, right);
    }

    private static bool IsOneSlip(string left, string right)
    {
        var same = 0;
        while (same < left.Length && same < right.Length && left[same] == right[same])
        {
            same++;
        }

        var (a, b) = (left[same..], right[same..]);
        return a.Length == b.Length
            ? a[1..] == b[1..] || (a.Length > 1 && a[0] == b[1] && a[1] == b[0] && a[2..] == b[2..])
            : a.Length > b.Length ? a[1..] == b : b[1..] == a;
    }

    /// <summary>One text taken apart.</summary>
    /// <param name="Words">What makes it this carrier, without what most carriers are called.</param>
    /// <param name="Core">The words run together.</param>
    /// <param name="Keys">Texts that share one name the same carrier.</param>
    /// <param name="Initials">Of all its words where there are several; null where there are too few or too many.</param>
    private sealed record Form(IReadOnlyList<string> Words, string Core, IReadOnlyList<string> Keys, string? Initials)
    {
        public static Form Of(string text)
        {
            var all = Split(text);
            var whole = string.Concat(all);
            var words = all.Where(w => !Company.Contains(w)).ToList();
            if (words.Count > 1 && !Networks.Contains(words[0]))
            {
                words.RemoveAll(Express.Contains);
            }

            if (words.Count == 0 || words.TrueForAll(w => Ways.Contains(w) || Express.Contains(w)))
            {
                return new Form([], "", whole.Length == 0 ? [] : [whole], null);
            }

            var core = string.Concat(words);
            var initials = all.Count is >= ShortestInitials and <= LongestInitials ? string.Concat(all.Select(w => w[0])) : null;
            return new Form(words, core, [.. And(whole), .. And(core)], initials);
        }

        // "J&T", "JNT", "J and T" and "JT".
        private static IEnumerable<string> And(string name) =>
            name.Contains('&', StringComparison.Ordinal) ? [name.Replace("&", "n", StringComparison.Ordinal), name.Replace("&", "", StringComparison.Ordinal)] : [name];

        private static List<string> Split(string text)
        {
            var words = new StringBuilder();
            foreach (var letter in text.Normalize(NormalizationForm.FormKD).ToLowerInvariant())
            {
                if (letter is '&' or '+')
                {
                    words.Append('&');
                }
                else if (char.IsLetterOrDigit(letter))
                {
                    words.Append(letter);
                }
                else if (letter is not ('.' or '\'' or '’') && CharUnicodeInfo.GetUnicodeCategory(letter) != UnicodeCategory.NonSpacingMark)
                {
                    words.Append(' ');
                }
            }

            // "J & T" and "J and T" are one word, as "J&T" is.
            var joined = words.Replace(" and ", " & ").Replace(" n ", " & ").Replace(" & ", "&").Replace("& ", "&").Replace(" &", "&").ToString();
            return [.. joined.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(w => w.Trim('&')).Where(w => w.Length > 0)];
        }
    }
}
