using System.Globalization;
using System.Text;

namespace Quayside.Connectors.Vendure;

/// <summary>What is asked of the Admin API, as text.</summary>
internal static class VendureQueries
{
    public const string SignIn =
        "mutation SignIn($username:String!,$password:String!){login(username:$username,password:$password)"
        + "{__typename ... on CurrentUser{channels{code token permissions}} ... on ErrorResult{errorCode}}}";

    public const string Identify = "query Identify{" + Shop + "}";

    // A right that is missing shall show now and not in the middle of the first sync: so one of everything is asked for.
    public const string Check = "query Check{" + Shop
        + "products(options:{take:1}){totalItems} shippingMethods(options:{take:1}){totalItems} "
        + "orders(options:{take:1,sort:{orderPlacedAt:DESC},filter:{orderPlacedAt:{isNull:false}," + OnceEach + "}})"
        + "{items{orderPlacedAt}}}";

    /// <summary>Asked with every page: the proof that the right channel answers, and what its figures mean.</summary>
    private const string Shop =
        "activeChannel{id code token createdAt defaultCurrencyCode pricesIncludeTax} "
        + "globalSettings{trackInventory serverConfig{moneyStrategyPrecision}} ";

    // On a marketplace the buyer's order (Aggregate) stands beside the sellers' orders that it was split into. Those are
    // what is shipped; reading both would count every sale twice.
    private const string OnceEach = "type:{notEq:\"Aggregate\"}";

    private const string Variant =
        "id sku name enabled price priceWithTax currencyCode trackInventory updatedAt featuredAsset{preview} "
        + "stockLevels{stockOnHand stockAllocated} options{name group{id name}}";

    private const string Order =
        "id code state updatedAt orderPlacedAt currencyCode totalWithTax total shipping discounts{amount} surcharges{price} "
        + "customer{firstName lastName emailAddress phoneNumber} "
        + "shippingAddress{fullName company streetLine1 streetLine2 city province postalCode country countryCode phoneNumber} "
        + "shippingLines{id shippingMethod{code name}} payments{createdAt state refunds{total state}} "
        + "fulfillments{id state method trackingCode lines{orderLineId quantity}} "
        + "lines{id quantity orderPlacedQuantity unitPrice proratedLinePrice productVariant{id sku name productId}}";

    private const string Times = "($from:DateTime!,$to:DateTime!)";

    private const string Changed = "updatedAt:{between:{start:$from,end:$to}}";

    /// <summary>Beside a page of changed products: whether there are changed variants to ask for.</summary>
    public const string CountOfVariantChanges = "productVariants(options:{take:1,filter:{" + Changed + "}}){totalItems}";

    public static VendureList Products { get; } = new("products", Product, LeastProduct)
    {
        Beside = "productVariants(options:{take:1}){totalItems}",
    };

    public static VendureList OneProduct { get; } = new("products", Product, LeastProduct)
    {
        Parameters = "($id:String!)",
        Filter = "id:{eq:$id}",
    };

    public static VendureList VariantsOfProduct { get; } = new("productVariants", _ => Variant, _ => "id")
    {
        Parameters = "($id:ID!)",
        Argument = "productId:$id,",
    };

    public static VendureList Orders { get; } = new("orders", _ => Order, _ => "id")
    {
        Parameters = Times,
        Filter = "orderPlacedAt:{between:{start:$from,end:$to}}," + OnceEach,
    };

    public static VendureList OneOrder { get; } = new("orders", _ => Order, _ => "id")
    {
        Parameters = "($id:String!)",
        Filter = "id:{eq:$id},orderPlacedAt:{isNull:false}",
    };

    public static VendureList ProductChanges { get; } = Products with { Parameters = Times, Filter = Changed };

    public static VendureList VariantChanges { get; } = new("productVariants", _ => "id productId", _ => "id productId")
    {
        Parameters = Times,
        Filter = Changed,
    };

    public static VendureList ChosenProducts { get; } = Products with { Beside = "" };

    public static VendureList OrderChanges { get; } = new("orders", _ => Order, _ => "id")
    {
        Parameters = Times,
        Filter = Changed + ",orderPlacedAt:{isNull:false}," + OnceEach,
    };

    public static VendureList ChosenOrders { get; } = new("orders", _ => Order, _ => "id")
    {
        Filter = "orderPlacedAt:{isNull:false}," + OnceEach,
    };

    public static VendureList ListedProducts { get; } = new("products", ListedProduct, LeastProduct);

    public static VendureList ListedOrders { get; } = Orders with { Fields = _ => "id orderPlacedAt updatedAt state payments{refunds{total state}} fulfillments{id state method trackingCode}" };

    public static VendureList ShippingMethods { get; } = new("shippingMethods", _ => "id code name", _ => "id");

    /// <summary>One request for all stretches of a list; the answer to the n-th is called by the list's field and n.</summary>
    public static string Page(VendureList list, IReadOnlyList<Stretch> stretches, int pageSize)
    {
        var text = new StringBuilder().Append("query Page").Append(list.Parameters).Append('{').Append(Shop);
        for (var n = 0; n < stretches.Count; n++)
        {
            var (skip, take, broken) = stretches[n];
            text.Append(CultureInfo.InvariantCulture, $"{list.Field}{n}:{list.Field}({list.Argument}options:{{skip:{skip},take:{take},")
                .Append("sort:{id:ASC}");
            if (list.Filter.Length > 0)
            {
                text.Append(",filter:{").Append(list.Filter).Append('}');
            }

            text.Append("}){totalItems items{").Append(broken is null ? list.Fields(pageSize) : list.Least(pageSize)).Append("}} ");
        }

        return text.Append(list.Beside).Append('}').ToString();
    }

    private static string Product(int pageSize) =>
        "id name description enabled updatedAt featuredAsset{preview} assets{preview} facetValues{id name facet{code}} "
        + Variants(pageSize, Variant);

    private static string ListedProduct(int pageSize) =>
        "id updatedAt " + Variants(pageSize, "id updatedAt trackInventory stockLevels{stockOnHand stockAllocated}");

    private static string LeastProduct(int pageSize) => "id " + Variants(pageSize, "id");

    // Not the plain "variants": Vendure cuts those off at its list limit without a word, while a list says how many there are.
    private static string Variants(int pageSize, string fields) => string.Create(
        CultureInfo.InvariantCulture, $"variantList(options:{{take:{pageSize},sort:{{id:ASC}}}}){{totalItems items{{{fields}}}}}");
}

/// <summary>One of Vendure's lists. They all page, sort and count alike.</summary>
/// <param name="Fields">What is asked of each record; takes the page size.</param>
/// <param name="Least">The little that is asked of a record whose fields Vendure cannot deliver.</param>
internal sealed record VendureList(string Field, Func<int, string> Fields, Func<int, string> Least)
{
    public string Parameters { get; init; } = "";

    public string Argument { get; init; } = "";

    public string Filter { get; init; } = "";

    /// <summary>What else to ask in the same request.</summary>
    public string Beside { get; init; } = "";
}

/// <summary>A part of a page that is asked for by itself.</summary>
/// <param name="Broken">Why Vendure could not deliver the one record in it; null where nothing is known to be wrong.</param>
internal readonly record struct Stretch(int Skip, int Take, string? Broken);
