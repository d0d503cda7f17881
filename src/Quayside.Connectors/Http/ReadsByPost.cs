namespace Quayside.Connectors;

/// <summary>Marks a POST that changes nothing in the shop (a GraphQL query, a sign-in). A store that is only observed sends no other.</summary>
public static class ReadsByPost
{
    public static HttpRequestOptionsKey<bool> Key { get; } = new("Quayside.ReadsByPost");

    public static HttpRequestMessage MarkAsRead(this HttpRequestMessage request)
    {
        request.Options.Set(Key, true);
        return request;
    }
}
