using Microsoft.Extensions.Logging.Console;

namespace Sidecar.Hosting;

/// <summary>The log: lines on the console, at the levels of the section <c>Logging</c>.</summary>
internal static class ConsoleLog
{
    /// <summary>Adds the console, with what costs time or says nothing turned off.</summary>
    /// <param name="builder">The host.</param>
    /// <param name="started">Whether the start is over.</param>
    public static void AddConsoleLog(this WebApplicationBuilder builder, Func<bool> started)
    {
        builder.Logging.SetMinimumLevel(LogLevel.Information);
        // Warnings of these come once a request while a planner is down; metrics and the record have them.
        builder.Logging.AddFilter("Yarp", LogLevel.Error);
        builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
        builder.Logging.AddFilter("Microsoft.Hosting.Lifetime", LogLevel.Warning);
        // What an agent can bring about at will must not bury the rest: an entry for each request of a broken connection, some as critical.
        builder.Logging.AddFilter("Microsoft.AspNetCore.Server.Kestrel", LogLevel.Error);
        builder.Logging.AddFilter("Microsoft.AspNetCore.Server.Kestrel.Http2", LogLevel.None);
        // With this logger on, every request makes an Activity: a third more memory.
        builder.Logging.AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.None);
        // A start that fails is told in one sentence by whoever started it, not in pages of stack traces.
        builder.Logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", level => level >= LogLevel.Information && started());
        builder.Logging.AddConfiguration(builder.Configuration.GetSection("Logging"));
        builder.Services.AddSingleton<ConsoleFormatter, LogLines>();
        builder.Logging.AddConsole(static options => options.FormatterName = LogLines.FormatterName);
    }
}
