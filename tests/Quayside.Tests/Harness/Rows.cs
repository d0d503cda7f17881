using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Quayside.Database;

namespace Quayside.Tests.Harness;

/// <summary>Everything the domain's tables hold, as text, for comparing before and after.</summary>
internal static partial class Rows
{
    private static readonly string[] Left = ["SyncSession", "SyncStage", "SyncPage", "Store", "SyncCursor", "CoverageDay", "LinkCheck", "LinkSuggestion"];

    /// <summary>Every row of every table but those of sessions, and of proposals, which a search beside the sessions makes; ids included.</summary>
    public static async Task<string> OfAsync(SyncHarness sync)
    {
        await using var db = sync.Read();
        return await OfAsync(db);
    }

    /// <summary>As the other; of all organisations, since SQL knows none.</summary>
    public static async Task<string> OfAsync(QuaysideDb db)
    {
        var lines = new List<string>();
        foreach (var type in db.Model.GetEntityTypes().Where(t => !Left.Contains(t.ClrType.Name)).OrderBy(t => t.Name))
        {
            lines.AddRange(await TableAsync(db, type.GetTableName()!));
        }

        return string.Join('\n', lines);
    }

    /// <summary>As <see cref="OfAsync(SyncHarness)"/>, without what differs from run to run: ids and times of ours.</summary>
    public static async Task<string> WithoutIdsAsync(SyncHarness sync)
    {
        var text = Ours().Replace(await OfAsync(sync), "·");
        return string.Join('\n', text.Split('\n').Order(StringComparer.Ordinal));
    }

    private static async Task<List<string>> TableAsync(QuaysideDb db, string table)
    {
        await db.Database.OpenConnectionAsync(TestContext.Current.CancellationToken);
        await using var command = db.Database.GetDbConnection().CreateCommand();
#pragma warning disable CA2100 // The name comes from the model.
        command.CommandText = $"SELECT * FROM {table} ORDER BY 1, 2";
#pragma warning restore CA2100
        await using var reader = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        var lines = new List<string>();
        while (await reader.ReadAsync(TestContext.Current.CancellationToken))
        {
            var values = Enumerable.Range(0, reader.FieldCount)
                .Select(i => $"{reader.GetName(i)}={(reader.GetValue(i) is byte[] bytes ? Convert.ToHexString(bytes) : reader.GetValue(i))}");
            lines.Add($"{table}: {string.Join(" | ", values)}");
        }

        return lines;
    }

    [GeneratedRegex(@"(?<=\b(?:\w*id|linked_at|learned_at|at|found_at|created_at)=)\d{10,}|(?<=(?:NO-SKU|no-sku)-)\d{4}")]
    private static partial Regex Ours();
}
