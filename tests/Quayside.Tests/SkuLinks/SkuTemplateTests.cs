using Quayside.SkuLinks;
using Quayside.SkuLinks.Templates;

namespace Quayside.Tests.SkuLinks;

public sealed class SkuTemplateTests
{
    private static readonly TemplateFields Kettle = new()
    {
        Sku = "old-1",
        Title = "Kettle 1.7 l",
        Brand = "Hafen & Söhne",
        Model = "KT-100",
        Category = "Kitchen",
        Gtin = "00036000291452",
        Options = [("Farbe", "Blau"), ("Size", "L")],
    };

    [Theory]
    [InlineData("{brand:3}-{model}-{size}", "HAF-KT100-L")]
    [InlineData("{brand:-3}/{colour}", "HNE/BLAU")]
    [InlineData("X{number:4}", "X0007")]
    [InlineData("{title:6}.{options}", "KETTLE.BLAUL")]
    [InlineData("{gtin}", "36000291452")]
    [InlineData("{Brand:3}_{color:2}", "HAF_BL")]
    [InlineData("{sku}-new", "OLD1-new")]
    public void A_template_puts_fields_together(string template, string sku) => Assert.Equal(sku, Made(template, Kettle));

    [Theory]
    [InlineData("{brand:3}-{model}-{size}", "HAF-L")]
    [InlineData("{model}-{brand:3}", "HAF")]
    [InlineData("{brand:3}-{model}", "HAF")]
    [InlineData("{model}", null)]
    [InlineData("{model}-{number:3}", null)]
    public void What_an_item_does_not_have_is_left_out_with_its_separator(string template, string? sku) =>
        Assert.Equal(sku, Made(template, Kettle with { Model = null }));

    [Theory]
    [InlineData("")]
    [InlineData("plain")]
    [InlineData("{brand")]
    [InlineData("brand}")]
    [InlineData("{weight}")]
    [InlineData("{brand:0}")]
    [InlineData("{brand:many}")]
    [InlineData("{number:-2}")]
    public void A_template_that_cannot_be_meant_is_refused(string template) =>
        Assert.Equal("template.invalid", SkuTemplate.Parse(template).Refusal?.Code);

    [Fact]
    public void Colliding_codes_get_numbers_in_the_order_of_the_present_skus()
    {
        var items = new[] { (1L, Kettle with { Sku = "a" }), (2L, Kettle with { Sku = "b" }), (3L, Kettle with { Sku = "c" }) };

        var plan = PlanSkus.Run(SkuTemplate.Parse("{model}").Value!, items, new Dictionary<string, long> { ["kt100-2"] = 99 });

        Assert.Equal(["KT100", "KT100-3", "KT100-4"], plan.Select(p => p.NewSku));
        Assert.Null(plan[0].Why);
        Assert.Contains("another item's", plan[1].Why, StringComparison.Ordinal);
    }

    [Fact]
    public void An_item_keeps_its_own_code_and_no_other_item_gets_one_that_is_in_use_today()
    {
        var items = new[] { (1L, Kettle with { Sku = "KT100" }), (2L, Kettle with { Sku = "z", Model = "old" }) };
        var taken = new Dictionary<string, long> { ["kt100"] = 1, ["old"] = 3 };

        var plan = PlanSkus.Run(SkuTemplate.Parse("{model}").Value!, items, taken);

        Assert.Equal((null, "OLD-2"), (plan[0].NewSku, plan[1].NewSku));
    }

    [Fact]
    public void No_two_items_ever_get_one_key() => CsCheck.Check.Sample(
        CsCheck.Gen.Select(CsCheck.Gen.OneOfConst("A", "a", "A-2", "", "B"), CsCheck.Gen.OneOfConst("x", "X", "-2", "")).List[1, 30],
        rows =>
        {
            var items = rows.Select((r, i) => ((long)i, Kettle with { Sku = $"old{i}", Model = r.Item1, Brand = r.Item2 })).ToList();
            var taken = new Dictionary<string, long> { ["a"] = 900, ["old3"] = 3, ["b-x"] = 0 };

            var keys = PlanSkus.Run(SkuTemplate.Parse("{model}-{brand}").Value!, items, taken)
                .Where(p => p.NewSku is not null).Select(p => (Key: SkuKey.Of(p.NewSku)!, p.StockItemId)).ToList();

            Assert.Equal(keys.Count, keys.Select(k => k.Key).Distinct().Count());
            Assert.DoesNotContain(keys, k => taken.TryGetValue(k.Key, out var owner) && owner != k.StockItemId);
        });

    private static string? Made(string template, TemplateFields item) => SkuTemplate.Parse(template).Value!.Apply(item, 7);
}
