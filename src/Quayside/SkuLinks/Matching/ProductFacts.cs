namespace Quayside.SkuLinks.Matching;

/// <summary>A master or a listing, read once into what is compared.</summary>
internal sealed class ProductFacts
{
    private const int ShortestInside = 3;

    public required MatchProduct Product { get; init; }

    public string Id => Product.Id;

    /// <summary>Words of title, brand and model; sorted by hash, each once.</summary>
    public required Token[] Tokens { get; init; }

    /// <summary>Sorted by word.</summary>
    public required NumberedWord[] NumberedWords { get; init; }

    /// <summary>By what else it is looked for: the numbers inside its codes and its category. Hashes, each once.</summary>
    public required uint[] SearchKeys { get; init; }

    /// <summary>The same text, letters and digits alone.</summary>
    public required string Squashed { get; init; }

    public required Quantity[] Quantities { get; init; }

    /// <summary>Hashes of the description's first words, sorted, each once.</summary>
    public required uint[] DescriptionWords { get; init; }

    public required uint[] CategoryWords { get; init; }

    public required string Brand { get; init; }

    /// <summary>See <see cref="Brands.WordsOf"/>.</summary>
    public string[] BrandWords { get; init; } = [];

    public required string Model { get; init; }

    /// <summary>The title's first word, where brands stand.</summary>
    public required string FirstWord { get; init; }

    public ulong Colours { get; init; }

    public ulong Sizes { get; init; }

    public ulong Editions { get; init; }

    /// <summary>Sizes with the system they are counted in: "uk 8", "eu 42".</summary>
    public string[] NumberedSizes { get; init; } = [];

    public int? Pack { get; init; }

    /// <summary>A title that begins with "2 x" or says "set of 2 …" of something else; null otherwise.</summary>
    public int? KitOf { get; init; }

    /// <summary>The fourteen digits that the written number may stand for: none, one, or two where ten digits read both ways.</summary>
    public string[] Gtins { get; init; } = [];

    public bool HasBrokenGtin { get; init; }

    public string? Asin { get; init; }

    /// <summary>The part number, where it is one. See <see cref="MakersNumber"/>.</summary>
    public string? Mpn { get; init; }

    /// <summary>The model where it is written as a maker's number is.</summary>
    public string? ModelNumber { get; init; }

    /// <summary>What <see cref="Matching.SaidNumbers"/> finds in the title.</summary>
    public uint[] SaidNumbers { get; init; } = [];

    /// <summary>The maker's number as its own field says it.</summary>
    public string? OwnNumber => Mpn ?? ModelNumber;

    public string? Sku { get; init; }

    /// <summary>Natural logarithm; NaN where there is no price above zero.</summary>
    public float LogPrice { get; init; } = float.NaN;

    /// <summary>3-grams of the text in ascending order with their TF-IDF weights, length 1. Masters, and listings that are compared with one another.</summary>
    public int[] Grams { get; set; } = [];

    public float[] GramWeights { get; set; } = [];

    /// <summary>Whether its text says the token, be it inside a longer one.</summary>
    public bool Says(in Token token) =>
        Tokens.AsSpan().BinarySearch(token) >= 0 || (token.Text.Length >= ShortestInside && Squashed.Contains(token.Text, StringComparison.Ordinal));
}
