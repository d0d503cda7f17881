namespace Quayside.Carriers;

/// <summary>The address of a parcel's page at a carrier, with {number} where the tracking number goes.</summary>
public static class TrackingUrl
{
    public const string Number = "{number}";

    private const int Longest = 500;

    /// <summary>The page of one parcel; null where the template is none that could have been entered here.</summary>
    public static string? Of(string template, string number) => IsRight(template) ? Filled(template, number) : null;

    /// <returns>Refused: carrier.tracking_url. null also where there is none.</returns>
    internal static Refusal? Check(string? template) => template is null || IsRight(template)
        ? null
        : new Refusal(
            "carrier.tracking_url",
            $"Give a web address that begins with https:// or http:// and has {Number} where the tracking number goes, at most {Longest} characters.");

    private static string Filled(string template, string number) =>
        template.Replace(Number, Uri.EscapeDataString(number.Trim()), StringComparison.Ordinal);

    // The number may stand anywhere but where it would choose whose server is asked.
    private static bool IsRight(string template) =>
        template.Length <= Longest
        && template.Contains(Number, StringComparison.Ordinal)
        && Uri.TryCreate(Filled(template, "1"), UriKind.Absolute, out var one)
        && Uri.TryCreate(Filled(template, "2"), UriKind.Absolute, out var other)
        && (one.Scheme == Uri.UriSchemeHttps || one.Scheme == Uri.UriSchemeHttp)
        && one.UserInfo.Length == 0
        && one.Authority == other.Authority;
}
