namespace Quayside.Hosting;

internal static class ApiRoutes
{
    /// <summary>Says in the OpenAPI document with which statuses a route refuses, beside 401 and 403.</summary>
    public static RouteHandlerBuilder Refuses(this RouteHandlerBuilder route, params ReadOnlySpan<int> statuses)
    {
        foreach (var status in statuses)
        {
            route.ProducesProblem(status);
        }

        return route;
    }

    /// <summary>A write: takes an Idempotency-Key.</summary>
    public static RouteHandlerBuilder Writes(this RouteHandlerBuilder route, string policy) => route
        .RequireAuthorization(policy)
        .WithMetadata(IdempotentWrite.Mark)
        .ProducesProblem(StatusCodes.Status409Conflict)
        .ProducesProblem(StatusCodes.Status422UnprocessableEntity);
}
