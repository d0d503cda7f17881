using System.Data.Common;
using System.Diagnostics;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Quayside.Database;

namespace Quayside.Tests.Harness;

/// <summary>The commands that EF sends in the flow of the test that made it.</summary>
internal sealed class Commands : IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>, IDisposable
{
    private static readonly AsyncLocal<Commands?> Current = new();

    private readonly List<IDisposable> _subscriptions = [];
    private readonly List<(string Text, DbParameter[] Parameters)> _sent = [];

    public Commands()
    {
        Current.Value = this;
        _subscriptions.Add(DiagnosticListener.AllListeners.Subscribe(this));
    }

    public int Count => _sent.Count;

    public void OnNext(DiagnosticListener value)
    {
        if (value.Name == DbLoggerCategory.Name)
        {
            _subscriptions.Add(value.Subscribe(this));
        }
    }

    public void OnNext(KeyValuePair<string, object?> value)
    {
        if (value.Key == RelationalEventId.CommandExecuting.Name && Current.Value == this)
        {
            var command = ((CommandEventData)value.Value!).Command;
            _sent.Add((command.CommandText, [.. command.Parameters.Cast<DbParameter>().Select(Copy)]));
        }
    }

    public void OnCompleted()
    {
    }

    public void OnError(Exception error)
    {
    }

    public void Dispose()
    {
        Current.Value = null;
        _subscriptions.ForEach(s => s.Dispose());
    }

    /// <summary>How the database reads the list itself: the plan of the command that has a limit.</summary>
    public async Task<IReadOnlyList<string>> PlanAsync(Databases databases, CancellationToken cancellation)
    {
        var (text, parameters) = _sent.Find(c => c.Text.Contains("LIMIT", StringComparison.Ordinal));
        if (text is null)
        {
            return [];
        }

        Current.Value = null;
        await using var db = databases.OpenForNobody();
        await db.Database.OpenConnectionAsync(cancellation);
        await using var command = db.Database.GetDbConnection().CreateCommand();
#pragma warning disable CA2100 // EF wrote it.
        command.CommandText = $"{(databases.IsSqlite ? "EXPLAIN QUERY PLAN" : "EXPLAIN (COSTS OFF)")} {text}";
#pragma warning restore CA2100
        command.Parameters.AddRange(parameters);
        var lines = new List<string>();
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
        {
            lines.Add(reader.GetString(databases.IsSqlite ? 3 : 0));
        }

        return lines;
    }

    private static DbParameter Copy(DbParameter parameter) => parameter is ICloneable cloneable
        ? (DbParameter)cloneable.Clone()
        : new SqliteParameter(parameter.ParameterName, parameter.Value);
}
