using System.Globalization;
using System.Text;

namespace Quayside.SkuLinks.Matching;

/// <summary>Matches two CSV files and writes the proposals as CSV. Sees no labels, keeps nothing.</summary>
internal static class MatchCommand
{
    /// <param name="sure">Where the links that may be ticked beforehand go, alone; null for nowhere.</param>
    /// <exception cref="FormatException">A file that cannot be read; the message says which and where.</exception>
    public static (int Listings, int Proposed, int Sure) Run(string masters, string listings, string target, string? sure)
    {
        var index = Read(masters, MasterIndex.Build);
        var results = Read(listings, products => new Matcher(MatchModel.BuiltIn).Match(index, [.. products]));
        using var to = Writer(target);
        using var sureTo = sure is null ? null : Writer(sure);
        var (proposed, ticked) = (0, 0);
        foreach (var result in results)
        {
            foreach (var candidate in result.Candidates)
            {
                Write(to, result, candidate);
            }

            proposed += result.Candidates.Count > 0 && result.Candidates[0].Score >= 0.5 ? 1 : 0;
            if (result.SureMasterId is not null)
            {
                ticked++;
                if (sureTo is not null)
                {
                    Write(sureTo, result, result.Candidates[0]);
                }
            }
        }

        return (results.Count, proposed, ticked);
    }

    private static T Read<T>(string file, Func<IEnumerable<MatchProduct>, T> use)
    {
        using var reader = new StreamReader(file, new UTF8Encoding(false, throwOnInvalidBytes: true));
        try
        {
            return use(ProductCsv.Read(reader));
        }
        catch (Exception failure) when (failure is FormatException or DecoderFallbackException)
        {
            throw new FormatException($"{file}: {(failure is FormatException ? failure.Message : "the text is not UTF-8.")}", failure);
        }
    }

    private static StreamWriter Writer(string file)
    {
        var writer = new StreamWriter(file, false, new UTF8Encoding(false), 1 << 16) { NewLine = "\n" };
        writer.WriteLine("idA,idB,score,rank,tier,reason");
        return writer;
    }

    private static void Write(StreamWriter to, MatchResult result, MatchCandidate candidate)
    {
        Cell(to, candidate.MasterId);
        to.Write(',');
        Cell(to, result.ListingId);
        to.Write(string.Create(CultureInfo.InvariantCulture, $",{candidate.Score:0.#####},{candidate.Rank},{TierName(candidate.Tier)},"));
        Cell(to, string.Join("; ", candidate.Reasons.Select(r => r.Speaks ? r.Text : "against: " + r.Text)));
        to.WriteLine();
    }

    private static string TierName(MatchTier tier) => tier switch
    {
        MatchTier.Identifier => "identifier",
        MatchTier.SkuGrammar => "sku",
        _ => "text",
    };

    private static void Cell(StreamWriter to, string text)
    {
        if (text.AsSpan().IndexOfAny(",\"\r\n") < 0)
        {
            to.Write(text);
            return;
        }

        to.Write('"');
        to.Write(text.Replace("\"", "\"\"", StringComparison.Ordinal));
        to.Write('"');
    }
}
