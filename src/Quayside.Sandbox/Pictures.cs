using System.Text;
using Microsoft.AspNetCore.Http;

namespace Quayside.Sandbox;

/// <summary>Product pictures, drawn from their own address so that none has to be kept.</summary>
internal static class Pictures
{
    public static async Task ServeAsync(HttpContext context, string path)
    {
        var hash = 0;
        foreach (var letter in path)
        {
            hash = unchecked(hash * 31 + letter) & 0xFFFFFF;
        }

        var (hue, radius) = (hash % 360, 20 + hash / 360 % 60);
        var drawing = $"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 200"><rect width="200" height="200" fill="hsl({hue} 35% 82%)"/><circle cx="100" cy="100" r="{radius}" fill="hsl({(hue + 40) % 360} 45% 45%)"/></svg>""";
        context.Response.ContentType = "image/svg+xml";
        context.Response.Headers.CacheControl = "public, max-age=86400";
        await context.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(drawing), context.RequestAborted);
    }
}
