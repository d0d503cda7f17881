using System.Globalization;

namespace Quayside.Sandbox.WooCommerce;

internal enum WooType
{
    Text,

    /// <summary>Text whose type the index does not tell.</summary>
    Untold,
    Integer,
    Boolean,
    Date,
    TextList,
    IntegerList,
}

/// <summary>One argument of a route, as the index tells it and as requests are held to it.</summary>
internal sealed record WooParameter(string Name, WooType Type)
{
    public object? Default { get; init; }

    public IReadOnlyList<string>? OneOf { get; init; }

    public long? Minimum { get; init; }

    public long? Maximum { get; init; }

    /// <summary>False where the shop has it and the sandbox does not: sending it answers 501 rather than a wrong list.</summary>
    public bool IsBuilt { get; init; } = true;

    /// <summary>Values of <see cref="OneOf"/> that only a real shop obeys; they answer 501 too.</summary>
    public IReadOnlyList<string> NotBuiltValues { get; init; } = [];

    /// <summary>False where the shop obeys it although its index does not name it.</summary>
    public bool IsListed { get; init; } = true;

    /// <summary>Null when the value will do.</summary>
    public InvalidParameter? Check(PhpValue value) => Type switch
    {
        WooType.Integer => CheckInteger(value),
        WooType.Boolean => IsBoolean(value) ? null : WrongType("boolean"),
        WooType.Date => value.Single is { } text && (text.Length == 0 || WooDates.Parse(text) is not null) ? null : new InvalidParameter(Name, "rest_invalid_date", "Invalid date."),
        WooType.TextList or WooType.IntegerList => CheckList(Members(value)),
        _ => value.IsList ? WrongType("string") : CheckEnum(Name, value.Single!),
    };

    /// <summary>A list's members: brackets, or text split at commas and spaces as WordPress does.</summary>
    public static IReadOnlyList<string> Members(PhpValue value) =>
        value.IsList ? [.. value.List.Select(member => member.Value)] : value.Single!.Split([',', ' ', '\t', '\n'], StringSplitOptions.RemoveEmptyEntries);

    private static bool IsBoolean(PhpValue value) =>
        value.Single is { } text && text.ToLowerInvariant() is "true" or "false" or "0" or "1" or "";

    private InvalidParameter? CheckInteger(PhpValue value)
    {
        if (!long.TryParse(value.Single, NumberStyles.Integer, CultureInfo.InvariantCulture, out var number))
        {
            return WrongType("integer");
        }

        return (Minimum, Maximum) switch
        {
            ({ } low, { } high) when number < low || number > high => OutOfBounds($"{Name} must be between {low} (inclusive) and {high} (inclusive)"),
            ({ } low, null) when number < low => OutOfBounds($"{Name} must be greater than or equal to {low}"),
            _ => null,
        };
    }

    private InvalidParameter? CheckList(IReadOnlyList<string> members)
    {
        for (var index = 0; index < members.Count; index++)
        {
            var name = $"{Name}[{index}]";
            if (Type == WooType.IntegerList && !long.TryParse(members[index], NumberStyles.Integer, CultureInfo.InvariantCulture, out _))
            {
                return new InvalidParameter(Name, "rest_invalid_type", $"{name} is not of type integer.", new { param = name });
            }

            if (CheckEnum(name, members[index]) is { } problem)
            {
                return problem;
            }
        }

        return null;
    }

    private InvalidParameter? CheckEnum(string name, string value) =>
        OneOf is null || OneOf.Contains(value) ? null : new InvalidParameter(Name, "rest_not_in_enum", $"{name} is not one of {Listed(OneOf)}.");

    private InvalidParameter WrongType(string type) =>
        new(Name, "rest_invalid_type", $"{Name} is not of type {type}.", new { param = Name });

    private InvalidParameter OutOfBounds(string message) => new(Name, "rest_out_of_bounds", message);

    private static string Listed(IReadOnlyList<string> words) => words.Count switch
    {
        1 => words[0],
        2 => $"{words[0]} and {words[1]}",
        _ => $"{string.Join(", ", words.SkipLast(1))}, and {words[^1]}",
    };
}

internal static class WooDates
{
    /// <summary>Reads what WordPress takes for a date-time: ISO 8601 with or without an offset; null for anything else.</summary>
    public static (DateTime Value, bool HasOffset)? Parse(string text)
    {
        if (!DateTimeOffset.TryParseExact(
            text.Replace(' ', 'T'),
            ["yyyy-MM-dd'T'HH:mm:ss", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF", "yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK"],
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal,
            out var parsed))
        {
            return null;
        }

        var hasOffset = text.EndsWith('Z') || text.LastIndexOfAny(['+', '-']) > 9;
        return (hasOffset ? parsed.UtcDateTime : parsed.DateTime, hasOffset);
    }

    public static string Text(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture);
}
