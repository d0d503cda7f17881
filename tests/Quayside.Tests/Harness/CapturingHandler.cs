using System.Net;
using System.Text;

namespace Quayside.Tests.Harness;

/// <summary>For addresses that no test server can have, such as https: keeps what was sent and answers JSON.</summary>
public sealed class CapturingHandler(Func<HttpRequestMessage, string> answer) : HttpMessageHandler
{
    public List<HttpRequestMessage> Requests { get; } = [];

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Requests.Add(request);
        return Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK)
        {
            Content = new StringContent(answer(request), Encoding.UTF8, "application/json"),
        });
    }
}
