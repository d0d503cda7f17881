using Microsoft.Extensions.DependencyInjection.Extensions;
using Quayside.Catalogue;
using Quayside.Stores;

namespace Quayside.Ui;

/// <summary>Everything the pages need from the host.</summary>
public static class Pages
{
    public static IServiceCollection AddPages(this IServiceCollection services)
    {
        services.AddRazorComponents().AddInteractiveServerComponents();
        services.AddCascadingAuthenticationState();
        services.AddScoped<Viewer>();
        services.AddCascadingValue(provider => provider.GetRequiredService<Viewer>().Source);
        services.AddScoped<Trail>();
        services.AddScoped<Presence>();
        services.AddSingleton<GetOverview>();
        services.AddSingleton<ListingImage>();
        services.TryAddSingleton<StoreNews>();
        services.TryAddSingleton(TimeProvider.System);
        return services;
    }

    /// <summary>Every page asks for a person who is signed in, unless it says otherwise itself.</summary>
    public static void MapPages(this IEndpointRouteBuilder routes)
    {
        routes.MapRazorComponents<App>().AddInteractiveServerRenderMode().RequireAuthorization();
        ListingImage.Map(routes);
    }
}
