using Microsoft.EntityFrameworkCore;
using Quayside.Carriers;
using Quayside.Catalogue;
using Quayside.Catalogue.Files;
using Quayside.Inventory;
using Quayside.Orders;
using Quayside.Organisations;
using Quayside.SkuLinks;
using Quayside.SkuLinks.Decisions;
using Quayside.SkuLinks.Suggestions;
using Quayside.SkuLinks.WorkList;
using Quayside.Stores;
using Quayside.Stores.Authorisations;
using Quayside.Stores.Coverage;
using Quayside.Stores.Webhooks;

namespace Quayside.Database;

/// <summary>All that is stored. The model is the same on SQLite and PostgreSQL; only the migrations differ.</summary>
/// <remarks>A context sees the rows of one organisation, <see cref="OrganisationId"/>; a context that was opened for none sees
/// none. What must look over the wall (sign-in, the waker) says so with IgnoreQueryFilters.</remarks>
public abstract class QuaysideDb(DbContextOptions options) : DbContext(options)
{
    /// <summary>Whose rows this context sees and writes; 0 is nobody's.</summary>
    public long OrganisationId { get; set; }

    public DbSet<Organisation> Organisations => Set<Organisation>();

    public DbSet<User> Users => Set<User>();

    public DbSet<ApiKey> ApiKeys => Set<ApiKey>();

    public DbSet<AuditEntry> Audit => Set<AuditEntry>();

    public DbSet<IdempotentAnswer> IdempotentAnswers => Set<IdempotentAnswer>();

    public DbSet<Store> Stores => Set<Store>();

    public DbSet<StoreIdentity> StoreIdentities => Set<StoreIdentity>();

    public DbSet<Authorisation> Authorisations => Set<Authorisation>();

    public DbSet<ChannelSignIn> ChannelSignIns => Set<ChannelSignIn>();

    public DbSet<SyncSession> SyncSessions => Set<SyncSession>();

    public DbSet<SyncStage> SyncStages => Set<SyncStage>();

    public DbSet<SyncPage> SyncPages => Set<SyncPage>();

    public DbSet<SyncCursor> SyncCursors => Set<SyncCursor>();

    public DbSet<CoverageDay> CoverageDays => Set<CoverageDay>();

    public DbSet<QuarantinedRecord> Quarantine => Set<QuarantinedRecord>();

    public DbSet<StoreWebhooks> StoreWebhooks => Set<StoreWebhooks>();

    public DbSet<StoreSubscription> StoreSubscriptions => Set<StoreSubscription>();

    public DbSet<StoredHint> WebhookHints => Set<StoredHint>();

    public DbSet<Listing> Listings => Set<Listing>();

    public DbSet<ListingVariation> Variations => Set<ListingVariation>();

    public DbSet<SkuChange> SkuChanges => Set<SkuChange>();

    public DbSet<ListingEvent> ListingEvents => Set<ListingEvent>();

    public DbSet<FileLayout> FileLayouts => Set<FileLayout>();

    public DbSet<StockItem> StockItems => Set<StockItem>();

    public DbSet<Warehouse> Warehouses => Set<Warehouse>();

    public DbSet<StockLevel> StockLevels => Set<StockLevel>();

    public DbSet<StockMovement> StockMovements => Set<StockMovement>();

    public DbSet<SkuLink> SkuLinks => Set<SkuLink>();

    public DbSet<SkuConflict> SkuConflicts => Set<SkuConflict>();

    public DbSet<MappingBatch> MappingBatches => Set<MappingBatch>();

    public DbSet<VariationDecision> VariationDecisions => Set<VariationDecision>();

    public DbSet<ItemDecision> ItemDecisions => Set<ItemDecision>();

    public DbSet<KeptLine> KeptLines => Set<KeptLine>();

    public DbSet<LinkSuggestion> LinkSuggestions => Set<LinkSuggestion>();

    public DbSet<LinkCheck> LinkChecks => Set<LinkCheck>();

    public DbSet<DraftDecision> DraftDecisions => Set<DraftDecision>();

    public DbSet<Order> Orders => Set<Order>();

    public DbSet<OrderLine> OrderLines => Set<OrderLine>();

    public DbSet<RawOrder> RawOrders => Set<RawOrder>();

    public DbSet<OrderEvent> OrderEvents => Set<OrderEvent>();

    public DbSet<Shipment> Shipments => Set<Shipment>();

    public DbSet<ShipmentLine> ShipmentLines => Set<ShipmentLine>();

    public DbSet<Carrier> Carriers => Set<Carrier>();

    public DbSet<CarrierService> CarrierServices => Set<CarrierService>();

    public DbSet<CarrierMapping> CarrierMappings => Set<CarrierMapping>();

    public override int SaveChanges(bool acceptAllChangesOnSuccess) =>
        throw new NotSupportedException("Save with SaveChangesAsync.");

    public override Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken cancellationToken = default)
    {
        foreach (var entry in ChangeTracker.Entries<IBelongToOrganisation>())
        {
            if (entry.State != EntityState.Unchanged && entry.Entity.OrganisationId != OrganisationId)
            {
                throw new InvalidOperationException(
                    $"A {entry.Metadata.DisplayName()} of organisation {entry.Entity.OrganisationId} was written by a context of {OrganisationId}.");
            }
        }

        return base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);
    }

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        IdentityTables.Map(modelBuilder);
        modelBuilder.ApplyConfigurationsFromAssembly(typeof(QuaysideDb).Assembly);
        Conventions.OneOrganisation(modelBuilder, this);
        Conventions.SnakeCase(modelBuilder);
    }

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) =>
        Conventions.Values(configurationBuilder);
}

public sealed class SqliteQuaysideDb(DbContextOptions<SqliteQuaysideDb> options) : QuaysideDb(options)
{
    // SQLite reads a row from its first page to its last to reach a late column, past the description; this index holds the text that
    // is searched and sorted by (docs/measured/lists-sqlite.md). PostgreSQL keeps long values apart, and refuses them in an index.
    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        base.OnModelCreating(modelBuilder);
        modelBuilder.Entity<Listing>(listing =>
        {
            listing.Metadata.RemoveIndex(listing.HasIndex(l => new { l.OrganisationId, l.Id }).Metadata);
            listing.HasIndex(l => new { l.OrganisationId, l.Id, l.SearchText });
        });
    }
}

public sealed class PostgresQuaysideDb(DbContextOptions<PostgresQuaysideDb> options) : QuaysideDb(options)
{
    // Locale order differs from machine to machine and breaks paging by key; SQLite's order is binary as well.
    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        base.ConfigureConventions(configurationBuilder);
        configurationBuilder.Properties<string>().UseCollation("C");
    }
}
