using System.Diagnostics;
using Dapper;
using MigrationGuard.Recording.App;
using Microsoft.EntityFrameworkCore;
using Npgsql;

const string Secret = "secret-5150-in-a-value";
var connectionString = args[1];
switch (args[0])
{
    case "raw":
        await RawWork.RunAsync(connectionString, Secret);
        break;
    case "dapper":
        await using (var connection = new NpgsqlConnection(connectionString))
        {
            await connection.QueryAsync<int>("SELECT id FROM users WHERE name = @name AND id = ANY (@ids)", new { name = Secret, ids = new[] { 1, 2 } });
        }

        break;
    case "ef":
        var name = args[2];
        await using (var context = new UserContext(UserContext.OptionsFor(connectionString)))
        {
            await context.Users.Where(user => user.Name == name).ToListAsync();
        }

        break;
    case "parent":
        using (var child = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, [typeof(RawWork).Assembly.Location, "raw", connectionString]))!)
        {
            await child.WaitForExitAsync();
        }

        break;
    case "hang":
        await RawWork.RunAsync(connectionString, Secret);
        Console.WriteLine("ready");
        await Task.Delay(Timeout.Infinite);
        break;
    case "crash":
        await RawWork.RunAsync(connectionString, Secret);
        throw new InvalidOperationException("nobody catches this");
    case "measured":
        await MeasuredWork.RunAsync(args[2], connectionString);
        break;
    case "nothing":
        break;
}

Console.WriteLine("done");
