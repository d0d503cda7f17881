using Quayside.Inventory;

namespace Quayside;

/// <summary>A rule said no. The code is stable; the message is shown to the person as it is and says what to do.</summary>
public sealed record Refusal(string Code, string Message)
{
    /// <summary>The store the refusal is about, where it names one.</summary>
    public long? StoreId { get; init; }

    /// <summary>Items of which there is too little, where that is why.</summary>
    public IReadOnlyList<ShortItem> Shortages { get; init; } = [];

    public static Refusal NotFound(string what) => new("not_found", $"There is no such {what}.");
}

/// <summary>What a use case gives back: its result, or why not.</summary>
public readonly record struct Outcome<T>(T? Value, Refusal? Refusal)
{
    public static implicit operator Outcome<T>(T value) => new(value, null);

    public static implicit operator Outcome<T>(Refusal refusal) => new(default, refusal);
}
