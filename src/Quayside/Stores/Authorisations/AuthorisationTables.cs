using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Quayside.Stores.Authorisations;

internal sealed class AuthorisationTables : IEntityTypeConfiguration<Authorisation>, IEntityTypeConfiguration<ChannelSignIn>
{
    public void Configure(EntityTypeBuilder<Authorisation> authorisation)
    {
        authorisation.ToTable("authorisations");
        authorisation.Property(a => a.Id).ValueGeneratedNever();

        // One account, one pair: a second sign-in replaces the first one's tokens at the channel, too.
        authorisation.HasIndex(a => new { a.OrganisationId, a.Channel, a.Account }).IsUnique();
    }

    public void Configure(EntityTypeBuilder<ChannelSignIn> signIn)
    {
        signIn.ToTable("channel_sign_ins");
        signIn.Property(s => s.Id).ValueGeneratedNever();
        signIn.HasIndex(s => s.StateHash).IsUnique();
        signIn.HasIndex(s => new { s.OrganisationId, s.StartedAt });
    }
}
