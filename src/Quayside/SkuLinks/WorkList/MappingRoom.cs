using Quayside.SkuLinks.Files;
using Quayside.SkuLinks.Matching;
using Quayside.SkuLinks.Suggestions;
using Quayside.SkuLinks.Templates;
using Quayside.Stores;

namespace Quayside.SkuLinks.WorkList;

internal static class MappingRoom
{
    public static void AddMapping(this IServiceCollection services) => services
        .AddSingleton<StoreNews>()
        .AddSingleton(new Matcher(MatchModel.BuiltIn))
        .AddSingleton<FindSuggestions>().AddSingleton<SuggestionSearch>()
        .AddSingleton<FindSuggested>().AddSingleton<AnswerSuggestions>()
        .AddSingleton<FindWork>().AddSingleton<FindFamilies>().AddSingleton<MappingHealth>()
        .AddSingleton<DecideMapping>().AddSingleton<ApplyDrafts>().AddSingleton<UndoWork>()
        .AddSingleton<StandardiseSkus>().AddSingleton<ExportMapping>().AddSingleton<ExportSkus>().AddSingleton<ImportMapping>();
}
