namespace Quayside.Sandbox.TikTokShop;

/// <summary>A failure by the codes of TikTok Shop's lists of errors.</summary>
/// <param name="Status">401 where the caller is not let in, 429 for too many calls; what else has another status than 200 is not documented.</param>
internal sealed record TikTokRefusal(int Status, int Code, string Message)
{
    public static readonly TikTokRefusal Path = new(404, 36009009, "Invalid path. The specified path does not match any available endpoint.");
    public static readonly TikTokRefusal Method = new(405, 36009010, "Invalid method. The HTTP method used is not supported by this endpoint.");
    public static readonly TikTokRefusal BodyFormat = new(400, 36009022, "Invalid request format. The request body format must be 'application/json' for structured data.");
    public static readonly TikTokRefusal TooMany = new(429, 36009002, "Too many requests. You've made too many requests in a short period of time.");
    public static readonly TikTokRefusal Internal = new(500, 36009003, "Internal error. Please try again.");

    public static readonly TikTokRefusal AppKey = new(401, 36009004, "Invalid credentials. Invalid 'app_key' query parameter.");
    public static readonly TikTokRefusal NoSignature = new(401, 36009004, "Missing credentials. The request does not include a required signature in the query.");
    public static readonly TikTokRefusal Signature = new(401, 106001, "Invalid credentials. The 'sign' query parameter is invalid.");
    public static readonly TikTokRefusal NoTimestamp = new(401, 36009004, "Invalid timestamp. The value of the 'timestamp' query parameter must not be lesser than 0.");
    public static readonly TikTokRefusal TooOld =
        new(401, 36009004, "Invalid timestamp. The value of the 'timestamp' query parameter must not be earlier than 5 minutes before the current time.");
    public static readonly TikTokRefusal TooNew =
        new(401, 36009004, "Invalid timestamp. The value of the 'timestamp' query parameter must not exceed the current time by more than 30 seconds.");
    public static readonly TikTokRefusal Token = new(401, 36009004, "Invalid credentials. The 'x-tts-access-token' header is invalid.");
    public static readonly TikTokRefusal ExpiredToken = new(401, 105002, "Expired credentials. The 'access_token' or 'x-tts-access-token' header has expired.");
    public static readonly TikTokRefusal Scope = new(401, 105005, "Access denied. The granted access scopes do not contain the required access scope for the endpoint.");

    public static readonly TikTokRefusal NoCipher = new(400, 106013, "Missing identifier. The 'shop_cipher' query parameter is required to identify the target shop.");
    public static readonly TikTokRefusal UnexpectedCipher = new(400, 36009004, "Unexpected identifier. The 'shop_cipher' query parameter is not required for this request.");
    public static readonly TikTokRefusal OtherCipher = new(401, 101000, "Invalid query or header. The token's shop does not match the provided 'shop_cipher' query parameter.");

    public static readonly TikTokRefusal AuthorizationCode = new(200, 36004004, "invalid auth code");
    public static readonly TikTokRefusal RefreshToken = new(200, 36004005, "can not find related auth record");
    public static readonly TikTokRefusal ExpiredRefreshToken = new(200, 36004001, "rt has expired");

    public static TikTokRefusal Parameter(string name) => new(400, 36009004, $"Invalid parameter. The value of '{name}' is invalid.");

    public static readonly TikTokRefusal ProductPageSize = new(200, 12019109, "page size is invalid");
    public static readonly TikTokRefusal ProductPage = new(200, 12019108, "page number is invalid");
    public static readonly TikTokRefusal ProductCreated = new(200, 12019118, "search create time invalid");
    public static readonly TikTokRefusal ProductUpdated = new(200, 12019119, "search update time invalid");
    public static readonly TikTokRefusal TooManySellerSkus = new(200, 12019027, "The maximum count of 'seller_skus' in the search filter is 10.");
    public static readonly TikTokRefusal TooManySkuIds = new(200, 12019087, "The number of SKU IDs exceeds the limit of 10");
    public static readonly TikTokRefusal TooManyFound = new(200, 12052180, "The total number of search results can not exceed 10000.");
    public static readonly TikTokRefusal ProductFilter = new(200, 12052910, "Invalid input parameters. Refer to the API documentation for details.");
    public static readonly TikTokRefusal NoProduct = new(200, 12052032, "The product does not exist");
    public static readonly TikTokRefusal ProductStatus = new(200, 12052901, "The product in its current status is not available for this operation.");
    public static readonly TikTokRefusal StockProductId = new(200, 12019008, "Product id is invalid");
    public static readonly TikTokRefusal StockProducts = new(200, 12019120, "The number of provided product IDs exceeds the limit.");
    public static readonly TikTokRefusal StockSkus = new(200, 12019015, "The number of SKU exceed the limit");

    public static readonly TikTokRefusal OthersOrder = new(200, 21008111, "The order or package does not belong to the current seller.");
    public static readonly TikTokRefusal NoDeliveryOption = new(200, 21008116, "No Subscription without specified delivery option.");
    public static readonly TikTokRefusal TikToksDelivery =
        new(200, 21008117, "The delivery of the specified delivery_option_id is fulfilled by TikTok. No shipping provider will be returned.");
}
