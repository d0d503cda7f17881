using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Quayside.Connectors;

namespace Quayside.Hosting;

/// <summary>How the API writes values.</summary>
internal static class ApiJson
{
    public static void Configure(JsonSerializerOptions options)
    {
        options.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false));
        options.Converters.Add(new IdText());
        options.Converters.Add(new UtcText());
        options.Converters.Add(new MoneyObject());
        options.Converters.Add(new UnitPriceObject());
        options.NumberHandling = JsonNumberHandling.Strict;
        options.RespectNullableAnnotations = true;
        options.RespectRequiredConstructorParameters = true;
    }

    // 64-bit numbers are ids, and JavaScript's numbers hold only 53 bits of them.
    private sealed class IdText : JsonConverter<long>
    {
        public override long Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            reader.TokenType == JsonTokenType.Number && reader.TryGetInt64(out var number) ? number
            : reader.TokenType == JsonTokenType.String
                && long.TryParse(reader.GetString(), NumberStyles.None, CultureInfo.InvariantCulture, out var text) ? text
            : throw new JsonException("An id is text of digits.");

        public override void Write(Utf8JsonWriter writer, long value, JsonSerializerOptions options) =>
            writer.WriteStringValue(value.ToString(CultureInfo.InvariantCulture));
    }

    private sealed class UtcText : JsonConverter<DateTimeOffset>
    {
        public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            reader.GetDateTimeOffset();

        public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) =>
            writer.WriteStringValue(value.UtcDateTime);
    }

    private sealed class MoneyObject : JsonConverter<Money>
    {
        public override Money Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            throw new JsonException("No request carries money.");

        public override void Write(Utf8JsonWriter writer, Money value, JsonSerializerOptions options) =>
            WriteAmount(writer, value.ToString(), value.Currency);
    }

    private sealed class UnitPriceObject : JsonConverter<UnitPrice>
    {
        public override UnitPrice Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            throw new JsonException("No request carries a price.");

        public override void Write(Utf8JsonWriter writer, UnitPrice value, JsonSerializerOptions options) =>
            WriteAmount(writer, value.Text, value.Currency);
    }

    private static void WriteAmount(Utf8JsonWriter writer, string amount, Currency currency)
    {
        writer.WriteStartObject();
        writer.WriteString("amount", amount);
        writer.WriteString("currency", currency.Code);
        writer.WriteEndObject();
    }
}
