using System.Collections.Concurrent;

namespace Quayside.SkuLinks.Matching;

/// <summary>Reads many products at once.</summary>
internal static class Facts
{
    public static ProductFacts[] Of(IReadOnlyList<MatchProduct> products)
    {
        var facts = new ProductFacts[products.Count];
        if (products.Count < 64)
        {
            Read(products, facts, 0, products.Count);
        }
        else
        {
            Parallel.ForEach(Partitioner.Create(0, products.Count, 512), range => Read(products, facts, range.Item1, range.Item2));
        }

        return facts;
    }

    private static void Read(IReadOnlyList<MatchProduct> products, ProductFacts[] facts, int from, int to)
    {
        var reader = new FactsReader();
        for (var i = from; i < to; i++)
        {
            facts[i] = reader.Read(products[i]);
        }
    }
}
