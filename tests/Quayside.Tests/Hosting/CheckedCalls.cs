using System.Net.Http.Json;
using System.Text.Json;
using Quayside.Tests.Harness;

namespace Quayside.Tests.Hosting;

/// <summary>Calls of the API whose answers are held against its OpenAPI document.</summary>
internal static class CheckedCalls
{
    /// <param name="path">As the document writes it, with {id} where <paramref name="id"/> goes; a query may follow.</param>
    /// <param name="status">What has to be answered.</param>
    /// <param name="key">The idempotency key; null for none.</param>
    public static async Task<JsonElement> SendAsync(
        ApiDocument api, HttpClient client, string method, string path, string? id, object? body, int status, string? key = null)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path.Replace("{id}", id, StringComparison.Ordinal));
        request.Content = body is null ? null : JsonContent.Create(body);
        if (key is not null)
        {
            request.Headers.Add("Idempotency-Key", key);
        }

        using var answer = await client.SendAsync(request, TestContext.Current.CancellationToken);
        var json = await answer.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
        Assert.True((int)answer.StatusCode == status, $"{method} {path}: {(int)answer.StatusCode} {json}");
        Assert.Empty(api.Check(api[method, path.Split('?')[0]], status, json));
        return json;
    }
}
