using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Quayside.Stores.Authorisations;
using Quayside.Stores.Coverage;

namespace Quayside.Stores;

internal sealed class StoreTables :
    IEntityTypeConfiguration<Store>, IEntityTypeConfiguration<StoreIdentity>, IEntityTypeConfiguration<SyncSession>,
    IEntityTypeConfiguration<SyncStage>, IEntityTypeConfiguration<SyncPage>, IEntityTypeConfiguration<QuarantinedRecord>,
    IEntityTypeConfiguration<SyncCursor>, IEntityTypeConfiguration<CoverageDay>
{
    public void Configure(EntityTypeBuilder<Store> store)
    {
        store.ToTable("stores");
        store.Property(s => s.Id).ValueGeneratedNever();
        store.HasIndex(s => s.OrganisationId);
        store.HasIndex(s => s.DueAt);
        store.HasIndex(s => s.AuthorisationId);
        store.HasOne<Authorisation>().WithMany().HasForeignKey(s => s.AuthorisationId).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<StoreIdentity> identity)
    {
        identity.ToTable("store_identities");
        identity.Property(i => i.Id).ValueGeneratedNever();
        identity.HasIndex(i => i.StoreId);

        // One seller, one store: also for two people who connect at the same moment.
        identity.HasIndex(i => new { i.OrganisationId, i.Channel, i.Kind, i.Value }).IsUnique();
        identity.HasOne<Store>().WithMany().HasForeignKey(i => i.StoreId).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<SyncSession> session)
    {
        session.ToTable("sync_sessions");
        session.Property(s => s.Id).ValueGeneratedNever();
        session.HasIndex(s => new { s.StoreId, s.Id });
        session.HasOne<Store>().WithMany().HasForeignKey(s => s.StoreId).OnDelete(DeleteBehavior.Restrict);
        session.HasMany(s => s.Stages).WithOne().HasForeignKey(s => s.SessionId).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<SyncStage> stage)
    {
        stage.ToTable("sync_stages");
        stage.HasKey(s => new { s.SessionId, s.Name });
    }

    public void Configure(EntityTypeBuilder<SyncPage> page)
    {
        page.ToTable("sync_pages");
        page.HasKey(p => new { p.SessionId, p.Stage, p.Number });
    }

    public void Configure(EntityTypeBuilder<QuarantinedRecord> record)
    {
        record.ToTable("quarantine");
        record.Property(r => r.Id).ValueGeneratedNever();
        record.HasIndex(r => new { r.StoreId, r.Stage, r.ChannelId }).IsUnique();
        record.HasOne<Store>().WithMany().HasForeignKey(r => r.StoreId).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<SyncCursor> cursor)
    {
        cursor.ToTable("sync_cursors");
        cursor.HasKey(c => new { c.StoreId, c.Feed });
        cursor.HasOne<Store>().WithMany().HasForeignKey(c => c.StoreId).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<CoverageDay> day)
    {
        day.ToTable("coverage_days");
        day.HasKey(d => new { d.StoreId, d.Day });
        day.HasOne<Store>().WithMany().HasForeignKey(d => d.StoreId).OnDelete(DeleteBehavior.Restrict);
    }
}
