using Quayside.Catalogue;
using Quayside.Stores;

namespace Quayside.Ui;

/// <summary>Everything the pages need from the host.</summary>
public static class Pages
{
    public static IServiceCollection AddPages(this IServiceCollection services)
    {
        services.AddRazorComponents().AddInteractiveServerComponents();
        services.AddScoped<Viewer>();
        services.AddCascadingValue(provider => provider.GetRequiredService<Viewer>().Source);
        services.AddScoped<Trail>();
        services.AddScoped<Presence>();
        services.AddSingleton<Channels>();
        services.AddSingleton<GetOverview>();
        services.AddSingleton<ListingImage>();
        return services;
    }

    /// <summary>An address without a page answers 404, and is told so as a page.</summary>
    public static void UsePages(this WebApplication app) => app.UseWhen(
        context => !context.Request.Path.StartsWithSegments("/api") && !context.Request.Path.StartsWithSegments("/images"),
        pages => pages.UseStatusCodePagesWithReExecute("/not-found"));

    /// <summary>Every page asks for a person who is signed in, unless it says otherwise itself.</summary>
    public static void MapPages(this IEndpointRouteBuilder routes)
    {
        routes.MapRazorComponents<App>().AddInteractiveServerRenderMode().RequireAuthorization();
        ListingImage.Map(routes);
    }
}
