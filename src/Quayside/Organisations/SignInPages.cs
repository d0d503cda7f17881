using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Quayside.Organisations.Pages;

namespace Quayside.Organisations;

public sealed record SignInForm(string? Email, string? Password, string? ReturnUrl);

public sealed record FirstRunForm(string? Code, string? Organisation, string? Email, string? Password);

/// <summary>The doors: plain pages, each with the form that it answers.</summary>
internal static class SignInPages
{
    public static void MapSignIn(this WebApplication app)
    {
        var doors = app.MapGroup("").AllowAnonymous().ExcludeFromDescription();
        doors.MapGet("/sign-in", ShowSignInAsync);
        doors.MapPost("/sign-in", SignInAsync);
        doors.MapGet("/sign-out", () => new RazorComponentResult<SignOutPage>());
        doors.MapPost("/sign-out", SignOutAsync);
        doors.MapGet("/first-run", ShowFirstRunAsync);
        doors.MapPost("/first-run", FirstRunAsync);
    }

    private static async Task<IResult> ShowSignInAsync(
        HttpContext context, FirstRun firstRun, string? returnUrl, CancellationToken cancellation) =>
        !await firstRun.IsOverAsync(cancellation) ? TypedResults.Redirect("/first-run")
        : CallerClaims.Read(context.User) is not null ? TypedResults.LocalRedirect(Local(returnUrl))
        : new RazorComponentResult<SignInPage>(new { ReturnUrl = returnUrl });

    private static async Task<IResult> SignInAsync([FromForm] SignInForm form, SignInManager<User> signIn)
    {
        var result = await signIn.PasswordSignInAsync(
            form.Email?.Trim() ?? "", form.Password ?? "", isPersistent: true, lockoutOnFailure: true);
        if (result.Succeeded)
        {
            return TypedResults.LocalRedirect(Local(form.ReturnUrl));
        }

        var problem = result.IsLockedOut
            ? "Too many wrong passwords. Wait five minutes, then try again."
            : "E-mail and password do not belong together. Try again, or ask an owner of your organisation for a new account.";
        return new RazorComponentResult<SignInPage>(new { Problem = problem, form.Email, form.ReturnUrl })
        {
            StatusCode = StatusCodes.Status422UnprocessableEntity,
        };
    }

    private static async Task<IResult> SignOutAsync([FromForm] string? unused, SignInManager<User> signIn)
    {
        await signIn.SignOutAsync();
        return TypedResults.LocalRedirect("/sign-in");
    }

    private static async Task<IResult> ShowFirstRunAsync(FirstRun firstRun, CancellationToken cancellation) =>
        await firstRun.IsOverAsync(cancellation) ? TypedResults.Redirect("/sign-in") : new RazorComponentResult<FirstRunPage>();

    private static async Task<IResult> FirstRunAsync(
        [FromForm] FirstRunForm form, FirstRun firstRun, SignInManager<User> signIn, CancellationToken cancellation)
    {
        var made = await firstRun.RunAsync(
            form.Code ?? "", form.Organisation ?? "", form.Email ?? "", form.Password ?? "", cancellation);
        if (made.Refusal is { } refusal)
        {
            return new RazorComponentResult<FirstRunPage>(new { Problem = refusal.Message, Form = form with { Password = null } })
            {
                StatusCode = StatusCodes.Status422UnprocessableEntity,
            };
        }

        await signIn.PasswordSignInAsync(form.Email!.Trim(), form.Password!, isPersistent: true, lockoutOnFailure: false);
        return TypedResults.LocalRedirect("/");
    }

    private static string Local(string? url) =>
        url is ['/', ..] && !url.StartsWith("//", StringComparison.Ordinal) && !url.StartsWith("/\\", StringComparison.Ordinal) ? url : "/";
}
