using System.Globalization;

namespace Quayside.Sandbox;

/// <summary>Buyers who do not exist, at addresses that do not exist, with mail that reaches nobody (example.test).</summary>
internal static class People
{
    private static readonly string[] FirstNames = ["Ada", "Björn", "Chidi", "Dörte", "Élise", "Farid", "Grace", "Hiroshi", "Ines", "José", "Kaja", "Liang", "Mehmet", "Nóra", "Oluwaseun", "Priya"];
    private static readonly string[] LastNames = ["Testwell", "Musterfrau", "O'Sample", "van Proef", "Exemplo", "Ejemplo", "Beispiel", "Przykład", "Påhitt", "Rei 例"];
    private static readonly (string Country, string State, string City, string Postcode)[] Places =
    [
        ("NL", "UT", "Proefstad", "1234AB"), ("NL", "", "Nergenshuizen", "9999 ZZ"), ("DE", "DE-BE", "Musterstadt", "01234"), ("BE", "", "Proefdorp", "1999"),
        ("FR", "", "Ville-Exemple", "00000"), ("ES", "ES-M", "Ejemplar", "28999"), ("US", "CA", "Sampletown", "90000"), ("SG", "", "Singapore", "999999"), ("IT", "", "Esempio", "00100"),
    ];

    public static PracticeAddress Buyer(Dice dice)
    {
        var (country, state, city, postcode) = dice.Pick(Places);
        var (first, last) = (dice.Pick(FirstNames), dice.Pick(LastNames));
        var mail = string.Create(CultureInfo.InvariantCulture, $"buyer{dice.Below(100_000)}@example.test");
        return new PracticeAddress(
            first,
            last,
            dice.Chance(12) ? "Muster & Sons <Ltd>" : "",
            string.Create(CultureInfo.InvariantCulture, $"Made-up Street {dice.Between(1, 220)}{dice.Pick(["", "-bis", " b"])}"),
            dice.Chance(20) ? "2nd floor" : "",
            city,
            state,
            postcode,
            country,
            mail,
            dice.Chance(80) ? "+00 000 000 00" : "");
    }
}
