using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Quayside.Stores.Webhooks;

internal sealed class WebhookTables :
    IEntityTypeConfiguration<StoreWebhooks>, IEntityTypeConfiguration<StoreSubscription>, IEntityTypeConfiguration<StoredHint>
{
    public void Configure(EntityTypeBuilder<StoreWebhooks> webhooks)
    {
        webhooks.ToTable("store_webhooks");
        webhooks.HasKey(w => w.StoreId);
        webhooks.Property(w => w.StoreId).ValueGeneratedNever();
        webhooks.HasIndex(w => w.TokenHash).IsUnique();
        webhooks.HasIndex(w => w.ChoreAt);
        webhooks.HasIndex(w => w.HintsAt);
        webhooks.HasOne<Store>().WithMany().HasForeignKey(w => w.StoreId).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<StoreSubscription> subscription)
    {
        subscription.ToTable("store_subscriptions");
        subscription.HasKey(s => new { s.StoreId, s.ChannelId });
        subscription.HasOne<Store>().WithMany().HasForeignKey(s => s.StoreId).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<StoredHint> hint)
    {
        hint.ToTable("webhook_hints");
        hint.HasKey(h => new { h.StoreId, h.Subject, h.ChannelId });
        hint.HasIndex(h => new { h.StoreId, h.WaitingSince });
        hint.HasOne<Store>().WithMany().HasForeignKey(h => h.StoreId).OnDelete(DeleteBehavior.Restrict);
    }
}
