using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace WebShop;

/// <summary>What both versions are built from.</summary>
public static class ShopHost
{
    /// <summary>
    /// A shop without its stores. <c>WEBSHOP_CONNECTION</c> says where the database is, <c>WEBSHOP_APPLICATION_NAME</c> what its sessions are called there,
    /// <c>WEBSHOP_RELEASE</c> which build this is.
    /// </summary>
    /// <exception cref="InvalidOperationException">No database is configured.</exception>
    public static WebApplicationBuilder CreateBuilder(string[] arguments, string release)
    {
        var builder = WebApplication.CreateSlimBuilder(arguments);
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        var configuration = builder.Configuration;
        var connection = new NpgsqlConnectionStringBuilder(configuration["WEBSHOP_CONNECTION"] ?? throw new InvalidOperationException("WEBSHOP_CONNECTION is not set."))
        {
            ApplicationName = configuration["WEBSHOP_APPLICATION_NAME"] ?? $"webshop-{release}",
            MaxPoolSize = 20,
        };
        builder.Services.AddSingleton(NpgsqlDataSource.Create(connection));
        builder.Services.AddSingleton(new Release(configuration["WEBSHOP_RELEASE"] ?? release));
        builder.Services.AddSingleton<DatabaseErrors>();
        return builder;
    }

    /// <summary>Runs the shop until the process is told to stop.</summary>
    public static Task RunAsync(WebApplicationBuilder builder)
    {
        var app = builder.Build();
        var release = app.Services.GetRequiredService<Release>();
        app.Use((context, next) =>
        {
            context.Response.Headers["X-Release"] = release.Label;
            return next(context);
        });
        app.Use(AnswerErrors);
        ShopEndpoints.Map(app);
        return app.RunAsync();
    }

    private static async Task AnswerErrors(HttpContext context, RequestDelegate next)
    {
        try
        {
            await next(context);
        }
        catch (PostgresException exception) when (!context.Response.HasStarted)
        {
            context.RequestServices.GetRequiredService<DatabaseErrors>().Add(exception.SqlState);
            context.Response.StatusCode = StatusCodes.Status500InternalServerError;
            context.Response.Headers["X-Sql-State"] = exception.SqlState;
            await context.Response.WriteAsJsonAsync(new { error = exception.MessageText, sqlState = exception.SqlState });
        }
    }
}
