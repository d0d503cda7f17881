namespace Quayside.Connectors;

/// <summary>Marks the requests that create, switch on or remove a webhook subscription: the only ones that may change a shop which is only
/// observed, and only on a connection that was opened for them.</summary>
public static class ChangesWebhooks
{
    public static HttpRequestOptionsKey<bool> Key { get; } = new("Quayside.ChangesWebhooks");

    public static HttpRequestMessage MarkAsWebhookChange(this HttpRequestMessage request)
    {
        request.Options.Set(Key, true);
        return request;
    }
}
