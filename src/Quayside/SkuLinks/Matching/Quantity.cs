using System.Collections.Frozen;
using System.Globalization;

namespace Quayside.SkuLinks.Matching;

/// <summary>What a number with a unit measures. Two values of one measure can contradict each other.</summary>
internal enum Measure : byte
{
    Storage, Volume, Mass, Length, Power, Voltage, Charge, Frequency, Turns, Pixels, Count, Ports, Users, Pages, Channels, Years, Percent, Heat,
}

/// <param name="Value">In the measure's base unit: GB, ml, g, mm, W, V, mAh, Hz.</param>
internal readonly record struct Quantity(Measure Measure, double Value)
{
    private static readonly FrozenDictionary<string, (Measure Measure, double Factor, string Name)> Units = Table();

    private static readonly string[] Shown =
        ["GB", "ml", "g", "mm", "W", "V", "mAh", "Hz", "rpm", "MP", "pieces", "ports", "users", "pages", "channels", "years", "%", "BTU"];

    public static bool IsUnit(string word) => Units.ContainsKey(word);

    /// <summary>Whether a word is digits with a unit behind them and nothing else: "500gb".</summary>
    public static bool IsOne(string word) => word.TrimStart('0', '1', '2', '3', '4', '5', '6', '7', '8', '9') is var unit && unit.Length < word.Length && IsUnit(unit);

    /// <summary>The value in its base unit and the token that stands for it, however it was written.</summary>
    public static (Quantity Quantity, string Token) Of(double number, string unit)
    {
        var (measure, factor, name) = Units[unit];
        return (new Quantity(measure, Math.Round(number * factor, 4)), number.ToString("0.####", CultureInfo.InvariantCulture) + name);
    }

    /// <summary>Within two in a hundred: 1 TB is 1024 GB, 49 inches are 124 cm.</summary>
    public bool Equals(in Quantity other, bool roughly) =>
        Measure == other.Measure && Math.Abs(Value - other.Value) <= (roughly ? 0.025 : 0) * Math.Max(Value, other.Value);

    public override string ToString() => Measure switch
    {
        Measure.Storage when Value >= 1000 => Text(Value / 1000, "TB"),
        Measure.Volume when Value >= 1000 => Text(Value / 1000, "l"),
        Measure.Mass when Value >= 1000 => Text(Value / 1000, "kg"),
        Measure.Frequency when Value >= 1e9 => Text(Value / 1e9, "GHz"),
        Measure.Frequency when Value >= 1e6 => Text(Value / 1e6, "MHz"),
        Measure.Length when Value >= 10 => Text(Value / 10, "cm"),
        _ => Text(Value, Shown[(int)Measure]),
    };

    private static string Text(double value, string unit) => string.Create(CultureInfo.InvariantCulture, $"{value:0.##} {unit}");

    private static FrozenDictionary<string, (Measure, double, string)> Table()
    {
        var units = new Dictionary<string, (Measure, double, string)>(StringComparer.Ordinal);
        void Add(Measure measure, double factor, string name, string words)
        {
            foreach (var word in words.Split(' '))
            {
                units[word] = (measure, factor, name);
            }
        }

        Add(Measure.Storage, 0.001, "mb", "mb megabyte megabytes");
        Add(Measure.Storage, 1, "gb", "gb go gigabyte gigabytes");
        Add(Measure.Storage, 1000, "tb", "tb to terabyte terabytes");
        Add(Measure.Volume, 1, "ml", "ml milliliter millilitre");
        Add(Measure.Volume, 10, "cl", "cl");
        Add(Measure.Volume, 1000, "l", "l lt ltr liter liters litre litres litri");
        Add(Measure.Volume, 3785, "gal", "gal gallon gallons");
        Add(Measure.Mass, 0.001, "mg", "mg");
        Add(Measure.Mass, 1, "g", "g gr gm gram grams gramm");
        Add(Measure.Mass, 1000, "kg", "kg kgs kilo");
        Add(Measure.Mass, 28.35, "oz", "oz ounce ounces");
        Add(Measure.Mass, 453.6, "lb", "lb lbs pound pounds");
        Add(Measure.Length, 1, "mm", "mm");
        Add(Measure.Length, 10, "cm", "cm");
        Add(Measure.Length, 1000, "m", "m meter meters metre metres");
        Add(Measure.Length, 25.4, "in", "\" in inch inches zoll pollici pulgadas tum pouces");
        Add(Measure.Length, 304.8, "ft", "ft feet foot");
        Add(Measure.Power, 1, "w", "w watt watts va");
        Add(Measure.Power, 1000, "kw", "kw kva");
        Add(Measure.Voltage, 1, "v", "v volt volts vac vdc");
        Add(Measure.Charge, 1, "mah", "mah");
        Add(Measure.Charge, 1000, "ah", "ah");
        Add(Measure.Frequency, 1, "hz", "hz");
        Add(Measure.Frequency, 1e3, "khz", "khz");
        Add(Measure.Frequency, 1e6, "mhz", "mhz");
        Add(Measure.Frequency, 1e9, "ghz", "ghz");
        Add(Measure.Turns, 1, "rpm", "rpm");
        Add(Measure.Pixels, 1, "mp", "mp mpx mpix megapixel megapixels");
        Add(Measure.Count, 1, "pc", "pc pcs pack packs pk piece pieces count ct er stk stuck tablets capsules caps tabs sheets sheet");
        Add(Measure.Ports, 1, "port", "port ports");
        Add(Measure.Users, 1, "user", "user users lic licenses seats");
        Add(Measure.Pages, 1, "page", "pages");
        Add(Measure.Channels, 1, "channel", "ch channel channels");
        Add(Measure.Years, 1, "year", "year years yr yrs");
        Add(Measure.Percent, 1, "%", "%");
        Add(Measure.Heat, 1, "btu", "btu");
        return units.ToFrozenDictionary(StringComparer.Ordinal);
    }
}
