using System.Text;
using Quayside.Connectors.Http;

namespace Quayside.Connectors.Shopee;

/// <summary>Asks for several things by their ids.</summary>
internal static class ShopeeBatch
{
    /// <summary>One call where Shopee leaves out what is gone. Where it refuses the whole batch for that, each id by itself, and those
    /// that are gone are absent.</summary>
    /// <param name="ids">Joined by commas.</param>
    /// <param name="list">Where the answer has what was asked for.</param>
    /// <param name="more">Further parameters, each with a "&amp;" before it.</param>
    /// <returns>Answers to be disposed.</returns>
    /// <exception cref="ConnectorException">Not read; repeatable.</exception>
    public static async Task<List<ShopeeAnswer>> AskAsync(
        ShopeeClient client, string path, string parameter, string ids, string list, string more, CancellationToken cancellation)
    {
        var answer = await client.AskAsync(path, $"{parameter}={Uri.EscapeDataString(ids)}{more}", null, cancellation);
        var each = ids.Split(',');
        if (answer.Error == "")
        {
            if (answer.Response.Items(Encoding.UTF8.GetBytes(list)).Count() < each.Length)
            {
                Findings.Met("shopee.unknown_id", "left out of the answer");
            }

            return [answer];
        }

        if (!ShopeeErrors.IsNotFound(answer))
        {
            throw client.Failed(answer);
        }

        answer.Dispose();
        Findings.Met("shopee.unknown_id", "a reason to refuse all");
        if (each.Length == 1)
        {
            return [];
        }

        var all = await Task.WhenAll(each.Select(id => AskAsync(client, path, parameter, id, list, more, cancellation)));
        return [.. all.SelectMany(answers => answers)];
    }
}
