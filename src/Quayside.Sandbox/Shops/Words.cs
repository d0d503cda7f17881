namespace Quayside.Sandbox;

/// <summary>The invented vocabulary that titles are made of. No word names a real brand or person on purpose.</summary>
internal static class Words
{
    public static readonly string[] Brands =
    [
        "Nordhaven", "Kelp &amp; Co", "Ostra", "Möwe", "Lantern Bay", "Brasswick", "Tidewell", "Fjordlin", "Café Ancre", "Pikku",
        "Sandglass", "Velamar", "Drift &amp; Oak", "Halyard", "Corrie", "Zephyrine", "Umi 海", "Bollard", "Isbre", "Marram",
    ];

    public static readonly string[] Qualities =
    [
        "Recycled", "Hand-woven", "Foldable", "Waterproof", "Compact", "Heavy-duty", "Organic", "Brushed", "Quilted", "Classic",
        "Insulated", "Reversible", "Slim", "Oversized", "Vintage", "Lightweight", "Stackable", "Magnetic", "Quick-dry", "Everyday",
    ];

    public static readonly string[] Materials =
    [
        "Cotton", "Linen", "Steel", "Oak", "Cork", "Canvas", "Wool", "Bamboo", "Ceramic", "Glass", "Leather", "Aluminium", "Felt", "Rubber", "Jute", "Hemp",
    ];

    public static readonly (string Category, string Code, string[] Things, (string Option, string[] Values)[] Options)[] Shelves =
    [
        ("Bags &amp; Packs", "BAG", ["Tote Bag", "Rucksack", "Duffel", "Dry Bag", "Crossbody"], [("Colour", ["Navy", "Sand", "Olive", "Rust", "Black"])]),
        ("Drinkware", "CUP", ["Bottle 750 ml", "Mug", "Tumbler", "Flask 1 L", "Cup Set (4 pcs)"], [("Colour", ["White", "Slate", "Coral", "Mint"]), ("Size", ["350 ml", "500 ml", "750 ml"])]),
        ("Clothing", "TEE", ["T-Shirt", "Hoodie", "Beanie", "Rain Jacket", "Socks – 3 pairs"], [("Colour", ["Navy", "Ecru", "Moss", "Charcoal", "Red"]), ("Size", ["XS", "S", "M", "L", "XL", "XXL"])]),
        ("Kitchen", "KIT", ["Chopping Board", "Apron", "Knife Block", "Tea Towel", "Storage Jar"], [("Size", ["Small", "Medium", "Large"])]),
        ("Desk", "DSK", ["Notebook A5", "Pen Tray", "Desk Lamp", "Cable Clip", "Monitor Stand"], [("Finish", ["Natural", "Black", "White"])]),
        ("Garden", "GRD", ["Plant Pot Ø 20 cm", "Trowel", "Watering Can", "Bird Feeder", "Hose 15 m"], [("Colour", ["Terracotta", "Green", "Grey"])]),
        ("Bikes/Parts", "BIK", ["Saddle", "Bell", "Pannier 20L", "Mudguard 28\"", "Grip Tape"], [("Colour", ["Black", "Brown"]), ("Side", ["Left", "Right"])]),
        ("Kids", "KID", ["Building Blocks", "Puzzle 500 pcs", "Night Light 🌙", "Kite", "Bath Toy 🎁"], [("Theme", ["Sea", "Space", "Forest"])]),
    ];

    /// <summary>Turns a name into what WordPress makes of it in an address.</summary>
    public static string Slug(string name)
    {
        var plain = System.Net.WebUtility.HtmlDecode(name).ToLowerInvariant();
        var slug = string.Concat(plain.Select(letter => char.IsAsciiLetterOrDigit(letter) ? letter : '-'));
        return string.Join('-', slug.Split('-', StringSplitOptions.RemoveEmptyEntries));
    }

    public static string Code(string value) =>
        string.Concat(System.Net.WebUtility.HtmlDecode(value).Where(char.IsAsciiLetterOrDigit).Take(4)).ToUpperInvariant();
}
