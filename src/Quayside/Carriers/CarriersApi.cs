using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Quayside.Database;
using Quayside.Hosting;
using Quayside.Organisations;

namespace Quayside.Carriers;

internal static class CarriersApi
{
    public static void Map(RouteGroupBuilder api) => api.MapGet("/carriers", ListAsync)
        .WithTags("Carriers").WithName("listCarriers")
        .WithSummary("Which carriers there are, and the stores that ship with them").Refuses(400, 404);

    private static async Task<Results<Ok<Slice<CarrierView>>, ProblemHttpResult>> ListAsync(
        ClaimsPrincipal user, FindCarriers find, long? storeId, string? cursor, int? limit, CancellationToken cancellation) =>
        (await find.RunAsync(user.Caller(), storeId, cursor, limit ?? Limits.Default, cancellation)).ToAnswer();
}
