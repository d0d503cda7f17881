using System.Collections.Concurrent;

namespace Quayside.Ui;

/// <param name="Links">Where to look: words and address.</param>
public sealed record DemoText(string Shows, IReadOnlyList<(string Words, string Href)> Links);

/// <summary>What each practice store shows, by store. Empty unless this is a demo.</summary>
public sealed class DemoGuide
{
    private readonly ConcurrentDictionary<long, DemoText> _texts = new();

    public void Explain(long storeId, DemoText text) => _texts[storeId] = text;

    public DemoText? Of(long storeId) => _texts.GetValueOrDefault(storeId);
}
