using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Quayside.Organisations;

internal sealed class OrganisationTables :
    IEntityTypeConfiguration<Organisation>, IEntityTypeConfiguration<ApiKey>,
    IEntityTypeConfiguration<AuditEntry>, IEntityTypeConfiguration<IdempotentAnswer>
{
    public void Configure(EntityTypeBuilder<Organisation> organisation)
    {
        organisation.ToTable("organisations");
        organisation.Property(o => o.Id).ValueGeneratedNever();
        organisation.HasIndex(o => o.Name).IsUnique();
    }

    public void Configure(EntityTypeBuilder<ApiKey> key)
    {
        key.ToTable("api_keys");
        key.Property(k => k.Id).ValueGeneratedNever();
        key.HasIndex(k => k.Hash).IsUnique();
        key.HasIndex(k => k.OrganisationId);
    }

    public void Configure(EntityTypeBuilder<AuditEntry> entry)
    {
        entry.ToTable("audit");
        entry.Property(e => e.Id).ValueGeneratedNever();
        entry.HasIndex(e => new { e.OrganisationId, e.Id });
    }

    public void Configure(EntityTypeBuilder<IdempotentAnswer> answer)
    {
        answer.ToTable("idempotent_answers");
        answer.HasKey(a => new { a.OrganisationId, a.Key });
    }
}
