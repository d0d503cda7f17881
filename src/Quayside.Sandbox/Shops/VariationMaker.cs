namespace Quayside.Sandbox;

/// <summary>Gives a variable product its variations: one per combination of its options, in order, then invented sizes.</summary>
internal sealed class VariationMaker(ShopOptions options, ShopData data)
{
    public void Fill(PracticeProduct product, Good good, Dice dice, int index, int count)
    {
        var choices = Combinations(good, count);
        product.Options.AddRange(good.Options.Select((option, position) =>
            option with { Values = [.. choices.Select(choice => choice[position]).Distinct()] }));
        var stockAtParent = options.Messy && dice.Chance(15);
        if (stockAtParent)
        {
            product.ManagesStock = true;
            product.Stock = dice.Between(0, 80);
        }

        var echoesParentSku = options.Messy && dice.Chance(8);
        for (var number = 0; number < count; number++)
        {
            var variation = Variation(product, good, choices[number], index, number);
            if (echoesParentSku && number % 2 == 0)
            {
                variation.Sku = "";
            }

            if (!stockAtParent || dice.Chance(10))
            {
                Catalogue.CountStock(variation, dice, options.Messy);
            }

            product.Variations.Add(variation);
        }

        if (product.Status == "trash")
        {
            product.Variations.ForEach(variation => variation.Status = "trash");
        }
    }

    private PracticeVariation Variation(PracticeProduct product, Good good, string[] choice, int index, int number)
    {
        var dice = Dice.For(options.Seed, "variation", index * 1000L + number);
        // Invented styles share their first letters, so their SKU needs the number too.
        var sku = $"{good.Sku}-{string.Join('-', choice.Select(Words.Code))}{(choice[^1].StartsWith("Style ", StringComparison.Ordinal) ? $"-{number}" : "")}";
        return new PracticeVariation
        {
            Id = data.NextId(),
            Parent = product,
            Choices = options.Messy && number == 3 && dice.Chance(20) ? (string?[])[.. choice[..^1], null] : choice,
            Status = options.Messy && dice.Chance(3) ? "private" : "publish",
            Sku = options.Messy ? SellerMess.Sku(dice, sku, good.Sku) : sku,
            Gtin = options.Messy ? SellerMess.Gtin(dice, Gtins.Valid(good.Seed, good.Index, number + 1), index) : Gtins.Valid(good.Seed, good.Index, number + 1),
            RegularPrice = options.Messy && dice.Chance(1) ? null : good.Price + number % 5,
            SalePrice = dice.Chance(6) ? Math.Max(1, good.Price - 1) : null,
            HasImage = dice.Chance(25),
            CreatedAt = product.CreatedAt,
            ModifiedAt = product.ModifiedAt,
        };
    }

    private static List<string[]> Combinations(Good good, int count)
    {
        List<string[]> all = [[]];
        foreach (var option in good.Options)
        {
            all = [.. all.SelectMany(begun => option.Values.Select(value => (string[])[.. begun, value]))];
        }

        for (var number = all.Count; number < count; number++)
        {
            all.Add([.. good.Options.SkipLast(1).Select(option => option.Values[number % option.Values.Count]), $"Style {number + 1}"]);
        }

        return all[..count];
    }
}
