namespace Quayside.Carriers;

/// <summary>Groups that grow together, unless somebody said that two of their members are different.</summary>
internal sealed class NameGroups(int count, Func<int, int, bool>? isApart)
{
    private readonly List<int>[] _groupOf = [.. Enumerable.Range(0, count).Select(i => new List<int> { i })];

    /// <summary>The groups of two or more, each and all in the order of their members.</summary>
    public IReadOnlyList<IReadOnlyList<int>> Several =>
        [.. _groupOf.Distinct().Where(g => g.Count > 1).Select(g => (IReadOnlyList<int>)[.. g.Order()]).OrderBy(g => g[0])];

    public void Join(IReadOnlyList<int> members)
    {
        foreach (var member in members.Skip(1))
        {
            var (into, from) = (_groupOf[members[0]], _groupOf[member]);
            if (into == from || (isApart is not null && into.Exists(one => from.Exists(other => isApart(one, other)))))
            {
                continue;
            }

            into.AddRange(from);
            foreach (var moved in from)
            {
                _groupOf[moved] = into;
            }
        }
    }
}
