using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Quayside.Database;
using Quayside.Organisations;

namespace Quayside.Hosting;

/// <summary>How people (cookie) and programs (API key) sign in, and what each role may do.</summary>
internal static class SignIn
{
    /// <summary>Policies of the API; a page asks its use cases.</summary>
    public const string MayRead = "api.viewer";
    public const string MayWork = "api.manager";
    public const string MayOwn = "api.owner";

    public static void AddSignIn(this IServiceCollection services, Settings settings)
    {
        services.AddDataProtection()
            .SetApplicationName("Quayside")
            .PersistKeysToFileSystem(new DirectoryInfo(settings.KeysDirectory));
        services.AddScoped<QuaysideDb>(provider => provider.GetRequiredService<Databases>().OpenForNobody());
        services.AddScoped<IUserStore<User>, UserOnlyStore<User, QuaysideDb, long>>();
        services.AddIdentityCore<User>(Accounts).AddSignInManager().AddDefaultTokenProviders()
            .AddClaimsPrincipalFactory<Claims>();
        services.AddAuthentication(IdentityConstants.ApplicationScheme)
            .AddScheme<AuthenticationSchemeOptions, ApiKeySignIn>(ApiKeySignIn.Scheme, null)
            .AddIdentityCookies(cookies => cookies.ApplicationCookie!.Configure(cookie => Cookie(cookie, settings)));
        services.AddAntiforgery(antiforgery => antiforgery.Cookie.Name = CookieName(settings, "form"));
        services.AddAuthorizationBuilder()
            .AddPolicy(MayRead, policy => Api(policy, Role.Viewer))
            .AddPolicy(MayWork, policy => Api(policy, Role.Manager))
            .AddPolicy(MayOwn, policy => Api(policy, Role.Owner));
        services.AddCascadingAuthenticationState();
        services.AddScoped<AuthenticationStateProvider, CircuitSignIn>();
        services.Configure<SecurityStampValidatorOptions>(stamp => stamp.ValidationInterval = TimeSpan.FromMinutes(1));
    }

    private static void Accounts(IdentityOptions options)
    {
        options.User.RequireUniqueEmail = true;
        options.User.AllowedUserNameCharacters = ""; // it is the e-mail address
        options.Password = new PasswordOptions
        {
            RequiredLength = 10,
            RequireDigit = false,
            RequireLowercase = false,
            RequireNonAlphanumeric = false,
            RequireUppercase = false,
        };
        options.Lockout.MaxFailedAccessAttempts = 5;
        options.Lockout.DefaultLockoutTimeSpan = TimeSpan.FromMinutes(5);
    }

    private static void Cookie(Microsoft.AspNetCore.Authentication.Cookies.CookieAuthenticationOptions cookie, Settings settings)
    {
        cookie.Cookie.Name = CookieName(settings, "sign-in");
        cookie.LoginPath = "/sign-in";
        cookie.LogoutPath = "/sign-out";
        cookie.AccessDeniedPath = "/sign-in";
        cookie.ReturnUrlParameter = "returnUrl";
        cookie.ExpireTimeSpan = TimeSpan.FromDays(14);
    }

    // Cookies ignore ports: two Quaysides on one machine would sign each other's people out.
    private static string CookieName(Settings settings, string what) =>
        $"quayside-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(settings.DataDirectory)))[..8]}-{what}";

    // No cookie opens the API: so no other site can make a browser write here.
    private static void Api(AuthorizationPolicyBuilder policy, Role role) => policy
        .AddAuthenticationSchemes(ApiKeySignIn.Scheme)
        .RequireAuthenticatedUser()
        .RequireAssertion(context => CallerClaims.Read(context.User) is { } caller && caller.Needs(role) is null);

    private sealed class Claims(UserManager<User> users, IOptions<IdentityOptions> options)
        : UserClaimsPrincipalFactory<User>(users, options)
    {
        protected override async Task<ClaimsIdentity> GenerateClaimsAsync(User user)
        {
            var identity = await base.GenerateClaimsAsync(user);
            identity.AddClaims(CallerClaims.Write(new Caller(user.OrganisationId, user.Role, user.UserName ?? "")));
            return identity;
        }
    }
}
