using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Quayside.Hosting.Spreadsheets;

/// <summary>Sheets on their way in and out over HTTP.</summary>
internal static class SheetFiles
{
    /// <summary>Gone as soon as it is closed.</summary>
    public static FileStream Temporary() => new(
        Path.Combine(Path.GetTempPath(), Path.GetRandomFileName()), FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, 64 * 1024,
        FileOptions.DeleteOnClose | FileOptions.Asynchronous);

    /// <summary>Lets a request bring as much as a sheet may have. One that was read already (for its Idempotency-Key) keeps the limit it was
    /// read with.</summary>
    public static void Allow(HttpRequest request)
    {
        if (request.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
        {
            size.MaxRequestBodySize = SheetLimits.Usual.Bytes;
        }
    }

    /// <summary>What a request brings, as a file that can be read from any place.</summary>
    public static async Task<FileStream> ReceiveAsync(HttpRequest request, CancellationToken cancellation)
    {
        Allow(request);
        var file = Temporary();
        try
        {
            await request.Body.CopyToAsync(file, cancellation);
            return file;
        }
        catch
        {
            await file.DisposeAsync();
            throw;
        }
    }

    /// <summary>Says what the answer is, before its first byte.</summary>
    public static void Begin(HttpResponse response, SheetFormat format, string name)
    {
        response.ContentType = SheetWriter.ContentType(format);
        response.Headers.ContentDisposition = $"attachment; filename=\"{name}\"";
        response.Headers.CacheControl = "no-store";
    }

    // Said in the document only: as a condition of the route it would answer another type with "not found".
    public static Task IsTakenAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellation)
    {
        var file = new OpenApiMediaType { Schema = new OpenApiSchema { Type = JsonSchemaType.String, Format = "binary" } };
        operation.RequestBody = new OpenApiRequestBody
        {
            Required = true,
            Content = new Dictionary<string, OpenApiMediaType> { ["text/csv"] = file, [SheetWriter.ContentType(SheetFormat.Xlsx)] = file },
        };
        return Task.CompletedTask;
    }
}
