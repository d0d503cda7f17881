using System.Globalization;
using Quayside.SkuLinks.Matching;

namespace Quayside.Benchmarks;

/// <summary>A made-up catalogue and a marketplace that shows most of it in other words. The same seed gives the same products.</summary>
internal sealed class MatchingData(int count, int seed = 7)
{
    private static readonly string[] Syllables = ["ba", "cor", "del", "fen", "gar", "hol", "in", "kes", "lum", "mar", "nor", "ol", "pel", "quin", "ros", "sol", "tam", "ur", "vel", "wen", "xan", "yor", "zel"];
    private static readonly string[] Things = ["headlamp", "thermo flask", "tote bag", "bench drill", "memory stick", "rain jacket", "desk lamp", "coffee grinder", "running shoe", "wireless mouse", "garden hose", "frying pan", "guitar strings", "ink cartridge", "bike light", "sea salt", "dog lead", "phone case", "yoga mat", "bread knife"];
    private static readonly string[] Traits = ["waterproof", "rechargeable", "foldable", "heavy duty", "compact", "insulated", "recycled", "slim", "professional", "classic", "silent", "magnetic"];
    private static readonly string[] Colours = ["black", "white", "red", "navy", "green", "grey", "orange", "pink"];
    private static readonly string[] Units = ["ml", "g", "W", "cm", "GB", "inch"];

    private readonly Random _random = new(seed);
    private readonly string[] _words = [.. Enumerable.Range(0, 4000).Select(i => Syllables[i % 23] + Syllables[i / 23 % 23] + Syllables[i / 529 % 23])];

    public List<MatchProduct> Masters { get; } = [];

    public List<MatchProduct> Listings { get; } = [];

    public MatchingData Make()
    {
        for (var i = 0; i < count; i++)
        {
            var brand = Capital(_words[_random.Next(600)]);
            var model = string.Create(CultureInfo.InvariantCulture, $"{(char)('A' + _random.Next(26))}{(char)('A' + _random.Next(26))}-{_random.Next(100, 9999)}");
            var parts = new List<string>
            {
                brand, Pick(Traits), Pick(Things), model, Pick(Colours), string.Create(CultureInfo.InvariantCulture, $"{_random.Next(1, 90) * 5} {Pick(Units)}"), _words[_random.Next(_words.Length)],
            };
            var price = 5 + (decimal)(_random.NextDouble() * 200);
            Masters.Add(new MatchProduct { Id = $"m{i}", Sku = $"S-{i:000000}", Brand = brand, Title = string.Join(' ', parts), Price = price });
            if (_random.NextDouble() < 0.15)
            {
                parts = [Capital(_words[_random.Next(600)]), Pick(Traits), Pick(Things), _words[_random.Next(_words.Length)], Pick(Colours)];
            }

            Listings.Add(new MatchProduct { Id = $"l{i}", Title = Rewritten(parts), Price = price * (decimal)(0.9 + (0.2 * _random.NextDouble())), Store = $"store{i % 3}" });
        }

        return this;
    }

    private string Rewritten(List<string> parts)
    {
        var words = parts.Where(_ => _random.NextDouble() > 0.12).ToList();
        if (words.Count > 2 && _random.NextDouble() < 0.5)
        {
            (words[1], words[^1]) = (words[^1], words[1]);
        }

        return string.Join(' ', words) + (_random.NextDouble() < 0.3 ? " - free shipping" : "");
    }

    private string Pick(string[] from) => from[_random.Next(from.Length)];

    private static string Capital(string word) => char.ToUpperInvariant(word[0]) + word[1..];
}
