using Quayside.Catalogue;
using Quayside.Catalogue.Files;
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
        services.AddSingleton<DemoGuide>();
        services.AddSingleton<ListingImage>();
        return services;
    }

    /// <summary>An address without a page, and a fault before a page runs, are told as pages. What answers in its own words,
    /// as the API does, is left alone.</summary>
    public static void UsePages(this WebApplication app)
    {
        app.UseExceptionHandler("/error", createScopeForErrors: true);
        app.UseStatusCodePagesWithReExecute("/not-found", createScopeForStatusCodePages: true);
    }

    /// <summary>Every page asks for a person who is signed in, unless it says otherwise itself.</summary>
    public static void MapPages(this IEndpointRouteBuilder routes)
    {
        routes.MapRazorComponents<App>().AddInteractiveServerRenderMode().RequireAuthorization();
        ListingImage.Map(routes);
        SkuLinks.Files.MappingFilesApi.MapFiles(routes);
        Orders.Files.OrderFilesApi.MapFiles(routes);
        Inventory.Files.StockFilesApi.MapFiles(routes);
        CatalogueFilesApi.MapFiles(routes);
    }
}
