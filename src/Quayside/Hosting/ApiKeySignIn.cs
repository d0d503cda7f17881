using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using Quayside.Organisations;

namespace Quayside.Hosting;

/// <summary>Authorization: Bearer, with an API key.</summary>
internal sealed class ApiKeySignIn(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory loggers, UrlEncoder encoder, ManageApiKeys keys)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, loggers, encoder)
{
    public new const string Scheme = "ApiKey";

    private const string Bearer = "Bearer ";

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var header = Request.Headers.Authorization.ToString();
        if (!header.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase))
        {
            return AuthenticateResult.NoResult();
        }

        if (await keys.CallerOfAsync(header[Bearer.Length..].Trim(), Context.RequestAborted) is not { } caller)
        {
            return AuthenticateResult.Fail("unknown key");
        }

        var identity = new ClaimsIdentity(CallerClaims.Write(caller), Scheme, ClaimTypes.Name, CallerClaims.Role);
        identity.AddClaim(new Claim(ClaimTypes.Name, caller.Name));
        return AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(identity), Scheme));
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.Headers.WWWAuthenticate = "Bearer";
        return Problems.WriteAsync(Context, Request.Headers.Authorization.Count == 0
            ? new Refusal("key.missing", "Send an API key: \"Authorization: Bearer qsk_…\". An owner makes one, or \"quayside apikey create\" does.")
            : new Refusal("key.invalid", "This is no API key of this Quayside, or it was revoked."));
    }

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties) => Problems.WriteAsync(
        Context, new Refusal("forbidden", "This key's role may not do this. Use a key of a manager or an owner."));
}
