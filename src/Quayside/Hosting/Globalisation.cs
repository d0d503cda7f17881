using System.Text;

namespace Quayside.Hosting;

internal static class Globalisation
{
    /// <exception cref="CannotStart">There is no ICU: SKUs would then be compared letter by letter, and silently wrong.</exception>
    public static void Require()
    {
        if ("ﬁ".Normalize(NormalizationForm.FormKC) != "fi")
        {
            throw new CannotStart(
                "Quayside needs ICU to compare SKUs and titles, and runs without it here. Install it (Debian: apt install libicu-dev; " +
                "Alpine: apk add icu-libs) and do not set DOTNET_SYSTEM_GLOBALIZATION_INVARIANT.");
        }
    }
}
