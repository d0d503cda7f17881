using System.Text;
using Quayside.Carriers;
using Quayside.Database;
using Quayside.Stores;
using Quayside.Stores.Coverage;

namespace Quayside.Tests.Harness;

/// <summary>One row of everything the API shows, with every field filled that may be empty, and a second of what can be empty with it empty.</summary>
internal sealed partial class OneOfEach(long organisationId)
{
    private static readonly DateTimeOffset Then = new(2026, 3, 14, 15, 9, 26, 535, TimeSpan.Zero);

    private readonly List<object> _rows = [];

    public long Store { get; private set; }

    public long Listing { get; private set; }

    /// <summary>Linked, and its shop shows 3 where 4 are available.</summary>
    public long Variation { get; private set; }

    public long Unlinked { get; private set; }

    public long StockItem { get; private set; }

    /// <summary>A person's decision, undone since, that linked the variation.</summary>
    public long Batch { get; private set; }

    /// <summary>That the unlinked variation is the stock item.</summary>
    public long Suggestion { get; private set; }

    public long Order { get; private set; }

    /// <summary>Of the order.</summary>
    public long Parcel { get; private set; }

    public long Quarantined { get; private set; }

    public long Carrier { get; private set; }

    public long SkuChange { get; private set; }

    public static async Task<OneOfEach> AddAsync(Databases databases, long organisationId)
    {
        var rows = new OneOfEach(organisationId);
        rows.Stores();
        rows.Catalogue();
        rows.Sold();
        rows.Kept();
        rows.Carriers();
        rows.Changed();
        rows.Shipped();
        await using var db = databases.Open(organisationId);
        db.AddRange(rows._rows);
        await db.SaveChangesAsync();
        return rows;
    }

    private void Stores()
    {
        var store = Add(new Store
        {
            OrganisationId = organisationId,
            Channel = "scripted",
            Name = "Main shop",
            ShopName = "The shop",
            Settings = [],
            Address = "https://shop.example",
            Currency = "EUR",
            HistoryDays = 90,
            ConnectedAt = Then,
            Health = StoreHealth.Waiting,
            HealthText = "The shop asked us to wait.",
        });
        Store = store.Id;
        Add(new StoreIdentity
        {
            OrganisationId = organisationId,
            StoreId = Store,
            Channel = "scripted",
            Kind = "store_id",
            Value = "abc",
            Strong = true,
        });
        foreach (var feed in (StageName[])[StageName.Listings, StageName.Orders])
        {
            Add(new SyncCursor { OrganisationId = organisationId, StoreId = Store, Feed = feed, ReadUpTo = Then });
        }

        Add(new CoverageDay
        {
            OrganisationId = organisationId,
            StoreId = Store,
            Day = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime),
            State = CoverageState.Healed,
            Theirs = 2,
            Ours = 2,
            TheirFingerprint = "00ff",
            OurFingerprint = "00ff",
            CheckedAt = Then,
            Missed = 1,
            DifferedAt = Then,
            HealedAt = Then,
            Text = "It differed.",
        });
        var session = Add(new SyncSession
        {
            OrganisationId = organisationId,
            StoreId = Store,
            Kind = SyncKind.Initial,
            State = SyncState.Completed,
            StartedAt = Then,
            FinishedAt = Then.AddMinutes(2),
            WindowFrom = Then.AddDays(-90),
            WindowTo = Then,
            WindowCut = "The channel keeps 90 days.",
            Requests = 8,
            Text = "Done.",
        });
        session.Stages.Add(new SyncStage
        {
            SessionId = session.Id,
            OrganisationId = organisationId,
            Name = StageName.Listings,
            State = StageState.Completed,
            Discovered = 3,
            Stored = 2,
            Quarantined = 1,
            Expected = 3,
            Pages = 1,
        });
        session.Stages.Add(new SyncStage { SessionId = session.Id, OrganisationId = organisationId, Name = StageName.Orders });
        Quarantined = Add(new QuarantinedRecord
        {
            OrganisationId = organisationId,
            StoreId = Store,
            Stage = StageName.Listings,
            ChannelId = "9",
            Reason = "It has no title.",
            Raw = Packed.Pack(Encoding.UTF8.GetBytes("{\"id\":9}")),
            At = Then,
        }).Id;
    }

    private void Carriers()
    {
        Carrier = Add(new Carrier
        {
            OrganisationId = organisationId,
            Name = "Parcel Post",
            NameKey = "parcel post",
            Source = CarrierSource.Channel,
            TrackingUrl = "https://parcels.example/{number}",
            Regions = ["Singapore"],
        }).Id;
        var alike = Add(new Carrier { OrganisationId = organisationId, Name = "Parcelpost", NameKey = "parcelpost", Source = CarrierSource.Channel }).Id;
        Add(new CarrierMapping { OrganisationId = organisationId, StoreId = Store, ChannelText = "Parcelpost", CarrierId = alike });
        Add(new CarrierService { OrganisationId = organisationId, CarrierId = Carrier, Code = "Letter", Name = "Letter" });
        Add(new CarrierService
        {
            OrganisationId = organisationId,
            CarrierId = Carrier,
            StoreId = Store,
            Code = "flat_rate:1",
            Name = "Flat rate",
        });
        Add(new CarrierMapping { OrganisationId = organisationId, StoreId = Store, ChannelText = "Parcel post", CarrierId = Carrier });
    }

    private T Add<T>(T row)
        where T : class
    {
        _rows.Add(row);
        return row;
    }
}
