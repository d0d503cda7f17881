using Quayside.Connectors;
using Quayside.Tests.Harness;

namespace Quayside.Tests.Connectors;

/// <summary>A shop with a little of everything, as one channel's wire shows it: what a connector brings to
/// <see cref="ConnectorContract"/>.</summary>
/// <remarks>It takes at least two pages of listings (several feeds if the channel has them) and two of orders, whatever the page
/// size is: a server may always answer with fewer than asked. Exactly one listing record and one order in it cannot be read.</remarks>
/// <param name="Answer">How it answers when it is well. Must not depend on what was asked before, beyond a sign-in.</param>
/// <param name="RefuseKey">The channel's own way to say that the key (or the sign-in) is not valid, on any call.</param>
/// <param name="IsWrite">true where a request would change something in the shop. A sign-in is not a write.</param>
/// <param name="Variations">Ids of all that count as variations, those of unreadable records included.</param>
/// <param name="Orders">Ids of all orders placed in <paramref name="Window"/>.</param>
/// <param name="BadListing">Channel id of the listing or variation record that cannot be read.</param>
public sealed record SmallShop(
    Func<FakeRequest, FakeAnswer> Answer,
    Func<FakeRequest, FakeAnswer> RefuseKey,
    Func<FakeRequest, bool> IsWrite,
    IReadOnlyList<SellerIdentity> Identities,
    IReadOnlyList<string> Variations,
    string BadListing,
    IReadOnlyList<string> Orders,
    string BadOrder,
    OrderWindow Window,
    IReadOnlyList<string> Carriers);
