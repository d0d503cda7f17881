using System.Globalization;
using Quayside.Hosting;

namespace Quayside.Tests.Hosting;

public sealed class OrleansSiloTests
{
    private const string Handed = "/proc/sys/net/ipv4/ip_local_port_range";

    [Fact]
    public void No_outgoing_connection_is_given_a_port_of_the_silo()
    {
        Assert.SkipUnless(File.Exists(Handed), "Only Linux says which ports it hands out.");
        var first = int.Parse(File.ReadAllText(Handed).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)[0], CultureInfo.InvariantCulture);

        Assert.All(Enumerable.Range(0, 200), _ => Assert.InRange(OrleansSilo.FreePort(), 1024, first - 1));
    }
}
