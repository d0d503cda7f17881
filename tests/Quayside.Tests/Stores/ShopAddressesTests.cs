using System.Net;
using Quayside.Connectors;
using Quayside.Stores;

namespace Quayside.Tests.Stores;

public sealed class ShopAddressesTests
{
    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("127.8.9.1")]
    [InlineData("0.0.0.0")]
    [InlineData("10.1.2.3")]
    [InlineData("100.64.0.1")]
    [InlineData("169.254.169.254")]
    [InlineData("172.16.0.1")]
    [InlineData("172.31.255.255")]
    [InlineData("192.168.1.1")]
    [InlineData("198.18.0.1")]
    [InlineData("224.0.0.1")]
    [InlineData("255.255.255.255")]
    [InlineData("::1")]
    [InlineData("::")]
    [InlineData("::ffff:127.0.0.1")]
    [InlineData("fe80::1")]
    [InlineData("fc00::1")]
    [InlineData("fd12::1")]
    [InlineData("ff02::1")]
    [InlineData("64:ff9b::7f00:1")]
    [InlineData("2002:7f00:1::")]
    public void An_address_inside_a_network_is_private(string address) => Assert.True(ShopAddresses.IsPrivate(IPAddress.Parse(address)));

    [Theory]
    [InlineData("1.1.1.1")]
    [InlineData("100.128.0.1")]
    [InlineData("172.32.0.1")]
    [InlineData("192.169.0.1")]
    [InlineData("2606:4700::1111")]
    [InlineData("64:ff9b::101:101")]
    public void Any_other_is_public(string address) => Assert.False(ShopAddresses.IsPrivate(IPAddress.Parse(address)));

    [Theory]
    [InlineData("http://127.0.0.1:1/")]
    [InlineData("http://2130706433/")]
    [InlineData("http://0x7f000001/")]
    [InlineData("https://[::ffff:127.0.0.1]/")]
    [InlineData("https://localhost/")]
    public async Task A_shop_inside_the_servers_network_is_refused_however_it_is_written(string address)
    {
        var failure = await Assert.ThrowsAsync<ConnectorException>(
            () => new ShopAddresses(allowPrivate: false).CheckAsync(new Uri(address), TestContext.Current.CancellationToken));

        Assert.Equal(FailureKind.Refused, failure.Kind);
        Assert.Contains("inside this server's own network", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_public_shop_without_https_is_refused() => Assert.Contains(
        "https://",
        (await Assert.ThrowsAsync<ConnectorException>(
            () => new ShopAddresses(allowPrivate: true).CheckAsync(new Uri("http://1.1.1.1/"), TestContext.Current.CancellationToken))).Message,
        StringComparison.Ordinal);

    [Fact]
    public async Task A_practice_store_is_let_through_by_its_exact_origin_and_no_other()
    {
        var addresses = new ShopAddresses(allowPrivate: false);
        addresses.Exempt(new Uri("http://127.0.0.1:4711/"));

        await addresses.CheckAsync(new Uri("http://127.0.0.1:4711/wp-json/"), TestContext.Current.CancellationToken);

        foreach (var other in new[] { "http://127.0.0.1:4712/", "https://127.0.0.1:4711/", "http://localhost:4711/" })
        {
            await Assert.ThrowsAsync<ConnectorException>(() => addresses.CheckAsync(new Uri(other), TestContext.Current.CancellationToken));
        }
    }
}
