using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using Quayside.Connectors;
using Scalar.AspNetCore;

namespace Quayside.Hosting;

/// <summary>The OpenAPI document: made from the routes, so that it cannot say what they do not do.</summary>
internal static class OpenApi
{
    private const string IdPattern = "^[0-9]+$";

    public static void AddApi(this IServiceCollection services)
    {
        services.ConfigureHttpJsonOptions(json => ApiJson.Configure(json.SerializerOptions));
        services.Configure<RouteHandlerOptions>(routes => routes.ThrowOnBadRequest = true);
        services.AddOpenApi("v1", options =>
        {
            options.ShouldInclude = route => route.RelativePath?.StartsWith("api/v1/", StringComparison.Ordinal) == true;
            options.AddDocumentTransformer(DocumentAsync);
            options.AddOperationTransformer(OperationAsync);
            options.AddSchemaTransformer(SchemaAsync);
        });
    }

    /// <summary>The document for people, without what would ask other servers.</summary>
    public static void MapReference(this WebApplication app) => app.MapScalarApiReference("/scalar", (options, context) => options
        .WithTitle("Quayside API").WithNonce(SecurityHeaders.NonceOf(context))
        .DisableDefaultFonts().DisableTelemetry().DisableAgent().DisableMcp().HideDeveloperTools().HideClientButton());

    private static Task DocumentAsync(
        OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellation)
    {
        document.Info = new OpenApiInfo
        {
            Title = "Quayside",
            Version = "v1",
            Description =
                "Ids are text. Times are ISO 8601 in UTC. What is not known is null, never invented. Lists go on at `next`, given back as " +
                "`cursor`. A refusal is a problem (RFC 9457) with a stable `code`. A write with an `Idempotency-Key` is done once.",
        };
        document.Servers = [];
        document.Components ??= new OpenApiComponents();
        document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>
        {
            ["apiKey"] = new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.Http,
                Scheme = "bearer",
                Description = "An API key: `Authorization: Bearer qsk_…`",
            },
        };
        document.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference("apiKey", document)] = [] }];
        return Task.CompletedTask;
    }

    private static async Task OperationAsync(
        OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellation)
    {
        var metadata = context.Description.ActionDescriptor.EndpointMetadata;
        if (metadata.OfType<IdempotentWrite.Marked>().Any())
        {
            operation.Parameters ??= [];
            operation.Parameters.Add(new OpenApiParameter
            {
                Name = IdempotentWrite.Header,
                In = ParameterLocation.Header,
                Description = "Any text of yours, another for each write: a repeat with the same one gets the first answer again.",
                Schema = new OpenApiSchema { Type = JsonSchemaType.String, MaxLength = 200 },
            });
        }

        if (operation.Parameters?.OfType<OpenApiParameter>().FirstOrDefault(p => p is { Name: "q", In: ParameterLocation.Query }) is { } search)
        {
            search.Description =
                "Finds what has every word, in any order, each also as a part of a word; letter case does not matter. Words in quotation marks " +
                "are found as they are written, and so are more than eight.";
        }

        var problem = await context.GetOrCreateSchemaAsync(typeof(ProblemDetails), null, cancellation);
        foreach (var (status, text) in ((string, string)[])[("401", "Unauthorized"), ("403", "Forbidden")])
        {
            operation.Responses ??= [];
            operation.Responses.TryAdd(status, new OpenApiResponse
            {
                Description = text,
                Content = new Dictionary<string, OpenApiMediaType> { ["application/problem+json"] = new() { Schema = problem } },
            });
        }

        if (metadata.OfType<IAuthorizeData>().Select(a => a.Policy).LastOrDefault() is SignIn.MayWork or SignIn.MayOwn)
        {
            operation.Description = metadata.OfType<IAuthorizeData>().Any(a => a.Policy == SignIn.MayOwn)
                ? "Needs the role owner." : "Needs the role manager.";
        }
    }

    private static Task SchemaAsync(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken cancellation)
    {
        var type = context.JsonTypeInfo.Type;
        if (context.JsonTypeInfo.ElementType == typeof(long))
        {
            schema.Items = Id(null);
        }

        var value = Nullable.GetUnderlyingType(type) ?? type;
        var orNull = value == type ? default : JsonSchemaType.Null;
        if (value == typeof(long))
        {
            (schema.Type, schema.Pattern, schema.Format) = (JsonSchemaType.String | orNull, IdPattern, null);
        }
        else if (value.IsEnum)
        {
            schema.Type = JsonSchemaType.String | orNull;
        }
        else if (value.IsGenericType && value.GetGenericTypeDefinition() == typeof(Word<>))
        {
            schema.Type = JsonSchemaType.String;
            schema.Properties = null;
            schema.Required = null;
            schema.Enum = [.. value.GetGenericArguments()[0].GetEnumNames().Select(name => (JsonNode)JsonNamingPolicy.CamelCase.ConvertName(name))];
        }
        else if (value == typeof(DateTimeOffset) || value == typeof(UtcTime))
        {
            (schema.Type, schema.Format) = (JsonSchemaType.String | orNull, "date-time");
        }
        else if (value == typeof(Money) || value == typeof(UnitPrice))
        {
            Amount(schema, orNull);
        }
        else if (value == typeof(ProblemDetails))
        {
            Problem(schema);
        }

        return Task.CompletedTask;
    }

    private static OpenApiSchema Id(string? description) =>
        new() { Type = JsonSchemaType.String, Pattern = IdPattern, Description = description };

    private static void Amount(OpenApiSchema schema, JsonSchemaType orNull)
    {
        schema.Type = JsonSchemaType.Object | orNull;
        schema.Properties = new Dictionary<string, IOpenApiSchema>
        {
            ["amount"] = new OpenApiSchema { Type = JsonSchemaType.String, Examples = [JsonValue.Create("12.50")] },
            ["currency"] = new OpenApiSchema { Type = JsonSchemaType.String, Examples = [JsonValue.Create("SGD")] },
        };
        schema.Required = new HashSet<string> { "amount", "currency" };
    }

    private static OpenApiSchema Shortages() => new()
    {
        Type = JsonSchemaType.Array,
        Description = "The items of which there is too little, where that is why.",
        Items = new OpenApiSchema
        {
            Type = JsonSchemaType.Object,
            Properties = new Dictionary<string, IOpenApiSchema>
            {
                ["stockItemId"] = Id(null),
                ["masterSku"] = new OpenApiSchema { Type = JsonSchemaType.String },
                ["title"] = new OpenApiSchema { Type = JsonSchemaType.String },
                ["warehouseId"] = new OpenApiSchema { Type = JsonSchemaType.String | JsonSchemaType.Null, Description = "null for the main warehouse." },
                ["wanted"] = new OpenApiSchema { Type = JsonSchemaType.Number },
                ["available"] = new OpenApiSchema { Type = JsonSchemaType.Number },
            },
        },
    };

    private static void Problem(OpenApiSchema schema)
    {
        schema.Properties ??= new Dictionary<string, IOpenApiSchema>();
        schema.Properties["code"] = new OpenApiSchema
        {
            Type = JsonSchemaType.String,
            Enum = [.. Problems.Codes.Keys.Order(StringComparer.Ordinal).Select(code => (JsonNode)JsonValue.Create(code))],
        };
        schema.Properties["storeId"] = Id("The store that the refusal is about, where it names one.");
        schema.Properties["shortages"] = Shortages();
        schema.Required = new HashSet<string> { "code", "status", "title" };
    }
}
