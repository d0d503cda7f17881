using Quayside.Catalogue.Files;

namespace Quayside.Catalogue.Own;

/// <summary>What people do with the catalogues that they keep here.</summary>
internal static class OwnCatalogueRoom
{
    public static IServiceCollection AddOwnCatalogue(this IServiceCollection services) => services
        .AddSingleton<AddListing>()
        .AddSingleton<ChangeListing>()
        .AddSingleton<DeleteListing>()
        .AddSingleton<CopyListings>()
        .AddSingleton<ListingFiles>()
        .AddSingleton<ExportListings>();
}
