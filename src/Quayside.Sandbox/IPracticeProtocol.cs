namespace Quayside.Sandbox;

/// <summary>How one channel's servers speak in front of a practice shop: a folder of its own for each.</summary>
internal interface IPracticeProtocol : IDisposable
{
    /// <summary>What a seller enters to connect the shop, by the names of Quayside's forms.</summary>
    IReadOnlyDictionary<string, string> Settings { get; }

    /// <summary>Whether sellers sign in at the channel.</summary>
    bool SignsIn { get; }

    /// <summary>null where sellers do not sign in, and where the channel keeps its tokens in another way.</summary>
    PracticeTokens? Tokens { get; }

    /// <summary>Lets an app in, as the seller would on the page at this address.</summary>
    /// <returns>Where the browser is sent; null when the address is not valid, or when nobody signs in here.</returns>
    Uri? Consent(PracticeRequest request);

    /// <summary>Under which path the shop's product pictures lie.</summary>
    string PicturePath { get; }

    /// <summary>What the log may show: the end of the caller's key, and path and query without secrets.</summary>
    (string? Key, string PathAndQuery) Describe(PracticeRequest request);

    PracticeAnswer Answer(PracticeRequest request);

    /// <summary>What a request is answered that this fault has struck.</summary>
    /// <param name="fault">Of a kind that each channel words in its own way, or knows nothing of: then the answer is the honest one.</param>
    PracticeAnswer Struck(PracticeRequest request, Fault fault);

    /// <summary>The answer above <see cref="ShopOptions.MaxConcurrentRequests"/>.</summary>
    PracticeAnswer TooManyAtOnce();

    PracticeRows RowsOf(PracticeRequest request);
}
