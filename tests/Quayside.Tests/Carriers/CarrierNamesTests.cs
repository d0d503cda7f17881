using Quayside.Carriers;

namespace Quayside.Tests.Carriers;

public sealed class CarrierNamesTests
{
    [Theory]
    [InlineData("J&T", "J&T Express", "JNT", "j&t-express ", "J & T Express", "J and T Express", "JNT Express", "J&T EXPRESS SDN BHD")]
    [InlineData("SF Express", "SF", "S.F. Express", "sf-express", "SFExpress")]
    [InlineData("Ninja Van", "NinjaVan", "ninja-van", "NINJA VAN LOGISTICS PTE LTD", "Ninja  Van")]
    [InlineData("Flash Express", "FLASH", "Flash  Express Co., Ltd.")]
    [InlineData("Pos Laju", "PosLaju", "POSLAJU")]
    [InlineData("Kerry Express", "Kerry", "Kerry Logistics")]
    [InlineData("PostNL", "Post NL", "postnl")]
    [InlineData("Shopee Xpress", "Shopee Express")]
    [InlineData("Correos Express", "CORREOS EXPRESS S.A.")]
    [InlineData("GLS", "General Logistics Systems")]
    [InlineData("UPS", "United Parcel Service")]
    [InlineData("USPS", "United States Postal Service")]
    [InlineData("Mondial Relay", "Mondial Relai", "mondial-relay")]
    [InlineData("Deutsche Post", "Deutshce Post")]
    [InlineData("Estafeta Éxpress", "Estafeta Express")]
    [InlineData("Standard Delivery", "standard-delivery")]
    [InlineData("ＤＨＬ Express", "DHL Express", "DHLExpress")]
    public void Texts_of_one_carrier_are_one(params string[] texts)
    {
        var cluster = Assert.Single(CarrierNames.Cluster(texts));

        Assert.Equal(Enumerable.Range(0, texts.Length), cluster);
    }

    [Theory]
    [InlineData("DHL Express", "DHL eCommerce", "DHL", "DHL Paket")]
    [InlineData("UPS", "USPS")]
    [InlineData("FedEx", "FedEx Ground", "FedEx Express")]
    [InlineData("YTO Express", "ZTO Express", "STO Express")]
    [InlineData("Correos", "Correios")]
    [InlineData("Australia Post", "Austrian Post")]
    [InlineData("PostNL", "PostNord", "bpost", "InPost")]
    [InlineData("Singapore Post", "Thailand Post", "Vietnam Post")]
    [InlineData("J&T Express", "J&T Cargo", "JTL")]
    [InlineData("Flat rate", "Flat rate A", "Flat rate B", "Free shipping")]
    [InlineData("Standard Delivery", "Economy Delivery", "Express Delivery", "Delivery")]
    [InlineData("Ninja Van", "Ninja Point")]
    [InlineData("SPX", "SF", "SAP")]
    [InlineData("Parcel2Go", "Parcel4Go", "ParcelForce")]
    [InlineData("DPD UK", "DPD Germany", "DPD")]
    [InlineData("GLS Parcel", "General Logistics Systems", "Global Logistics Services")]
    [InlineData("Royal Mail", "Royal Mall Couriers")]
    [InlineData("Kerry Express", "Ketty Express")]
    [InlineData("顺丰速运", "圆通速递")]
    [InlineData("", " ", "-", "&")]
    public void Texts_of_different_carriers_stay_apart(params string[] texts) => Assert.Empty(CarrierNames.Cluster(texts));

    [Fact]
    public void Initials_that_two_names_share_say_nothing()
    {
        Assert.Empty(CarrierNames.Cluster(["GLS", "General Logistics Systems", "Global Logistics Services"]));
    }

    [Fact]
    public void Clusters_of_many_texts_are_found_side_by_side_whatever_their_order()
    {
        string[] texts = ["Own van", "JNT", "NinjaVan", "UPS", "J&T Express", "SF", "Ninja Van", "USPS", "SF Express", "J&T"];

        var found = CarrierNames.Cluster(texts).Select(c => string.Join('|', c.Select(i => texts[i])));
        var turned = CarrierNames.Cluster([.. texts.Reverse()]).Select(c => string.Join('|', c.Select(i => texts[^(i + 1)]).Reverse()));

        Assert.Equal(["JNT|J&T Express|J&T", "NinjaVan|Ninja Van", "SF|SF Express"], found);
        Assert.Equal(found.Order(StringComparer.Ordinal), turned.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void What_somebody_set_apart_stays_apart_also_through_a_third()
    {
        string[] texts = ["J&T", "J&T Express", "JNT"];

        var clusters = CarrierNames.Cluster(texts, (one, other) => (one, other) is (0, 2) or (2, 0));

        Assert.DoesNotContain(clusters, c => c.Contains(0) && c.Contains(2));
        Assert.Single(clusters);
    }

    [Theory]
    [InlineData("https://carrier.example/track?n={number}", "JX 1/2", "https://carrier.example/track?n=JX%201%2F2")]
    [InlineData("http://carrier.example/{number}/where", " A1 ", "http://carrier.example/A1/where")]
    public void A_parcels_page_holds_its_number(string template, string number, string expected) =>
        Assert.Equal(expected, TrackingUrl.Of(template, number));

    [Theory]
    [InlineData("https://carrier.example/track")]
    [InlineData("javascript:alert({number})")]
    [InlineData("ftp://carrier.example/{number}")]
    [InlineData("carrier.example/{number}")]
    [InlineData("/track/{number}")]
    [InlineData("https://{number}.example/")]
    [InlineData("https://carrier.example:{number}/")]
    [InlineData("https://name:secret@carrier.example/{number}")]
    [InlineData("https://{number}@carrier.example/")]
    [InlineData("https://carrier.example/{NUMBER}")]
    public void An_address_that_leads_to_no_parcel_of_the_carrier_is_refused(string template) =>
        Assert.Equal("carrier.tracking_url", TrackingUrl.Check(template)?.Code);

    [Fact]
    public void An_address_with_a_number_or_none_at_all_is_right()
    {
        Assert.Null(TrackingUrl.Check(null));
        Assert.Null(TrackingUrl.Check("https://carrier.example/#/{number}"));
        Assert.NotNull(TrackingUrl.Check($"https://carrier.example/{new string('x', 500)}{{number}}"));
    }
}
