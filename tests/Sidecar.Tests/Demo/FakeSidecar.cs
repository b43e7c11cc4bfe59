using System.Globalization;
using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Sidecar.Demo;
using Sidecar.Demo.Planners;
using Sidecar.Demo.Traffic;

namespace Sidecar.Tests.Demo;

/// <summary>
/// Answers agents and operators over a real socket as a sidecar would, without planners: it knows itself what they decide. It splits
/// evenly, not by chance: exactly the percentage of any hundred runs.
/// </summary>
internal sealed class FakeSidecar : IDemoSidecar
{
    public const string OperatorToken = "operator-token-of-the-fake";

    private readonly Lock _lock = new();
    private readonly WebApplication _app;
    private readonly FakeFaults _faults;
    private readonly FakeRuns _runs;
    private double _canaryPct;
    private bool _killSwitch;
    private int _count;

    private FakeSidecar(FakeFaults faults)
    {
        _faults = faults;
        _runs = new FakeRuns(faults);
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        _app = builder.Build();
        _app.Run(AnswerAsync);
    }

    public Uri Address { get; private set; } = new("http://127.0.0.1");

    public string TokenFile => "/data/guard.token";

    public string Token => OperatorToken;

    public bool Stopped { get; private set; }

    public static async Task<FakeSidecar> StartAsync(FakeFaults? faults = null)
    {
        var sidecar = new FakeSidecar(faults ?? new FakeFaults());
        await sidecar._app.StartAsync();
        sidecar.Address = new Uri(sidecar._app.Urls.First());
        return sidecar;
    }

    public async ValueTask DisposeAsync()
    {
        Stopped = true;
        await _app.DisposeAsync();
    }

    private async Task AnswerAsync(HttpContext context)
    {
        var path = context.Request.Path.Value ?? "";
        if (path.StartsWith("/guard", StringComparison.Ordinal) && context.Request.Headers.Authorization != $"Bearer {OperatorToken}")
        {
            context.Response.StatusCode = 401;
            return;
        }
        switch (context.Request.Method, path)
        {
            case ("POST", "/plan"):
                await PlanAsync(context);
                break;
            case ("PUT", "/guard/config"):
                await ConfigAsync(context);
                break;
            case ("GET", "/guard/status"):
                await context.Response.WriteAsync(Locked(() => $$$"""{"api":1,"config":{{{Config()}}},"stats":{{{_runs.Stats()}}}}"""));
                break;
            case ("GET", "/guard/runs"):
                var (before, limit) = (context.Request.Query["before"], context.Request.Query["limit"]);
                await context.Response.WriteAsync(
                    Locked(() =>
                        _runs.Page(before.Count == 0 ? null : before.ToString(), int.Parse(limit.ToString(), CultureInfo.InvariantCulture))
                    )
                );
                break;
            case ("GET", "/metrics"):
                await context.Response.WriteAsync(Locked(_runs.Metrics));
                break;
            default:
                context.Response.StatusCode = 404;
                break;
        }
    }

    private async Task PlanAsync(HttpContext context)
    {
        var objective = await PlanJson.ReadObjectiveAsync(context.Request.Body, context.RequestAborted);
        var (id, at) = (Guid.CreateVersion7().ToString(), TimeProvider.System.GetUtcNow());
        var asked = ObjectiveTruth.Of(objective ?? "");
        var (selected, reason, status) = Locked(() => Choose(id, at, asked));
        context.Response.StatusCode = status;
        context.Response.Headers["X-Planner-Run-Id"] = id;
        context.Response.Headers["X-Planner-Selected"] = selected;
        context.Response.Headers["X-Planner-Reason"] = reason;
        context.Response.Headers["X-Planner-Build"] = $"sample-{(_faults.NamesWrongPlanner ? "v3" : selected)}";
    }

    private (string Selected, string Reason, int Status) Choose(string id, DateTimeOffset at, ObjectiveTruth asked)
    {
        _count++;
        var killed = _killSwitch && !_faults.IgnoresKillSwitch;
        var pct =
            _faults.LeaksToV2 ? Math.Max(1, _canaryPct)
            : _canaryPct == 0 ? 0
            : _faults.SplitsBy ?? _canaryPct;
        // 37 and 100 share no factor: every hundred runs in a row hit each point once.
        var canary = !killed && _count * 37 % 100 < pct;
        var selected = canary ? "v2" : "v1";
        var reason =
            killed ? "kill_switch"
            : !canary ? "default"
            : _faults.GivesWrongReason ? "override"
            : "canary";
        _runs.Add(id, at, selected, reason, asked);
        return (selected, reason, _faults.Fails && _count % 10 == 0 ? 502 : 200);
    }

    private async Task ConfigAsync(HttpContext context)
    {
        if (_faults.RefusesConfig)
        {
            context.Response.StatusCode = 503;
            await context.Response.WriteAsync("""{"title":"The store is gone."}""");
            return;
        }
        using var wish = await JsonDocument.ParseAsync(context.Request.Body);
        await context.Response.WriteAsync(
            Locked(() =>
            {
                if (_faults.ForgetsConfig)
                    return Config();
                if (wish.RootElement.TryGetProperty("canary_pct", out var pct))
                    _canaryPct = pct.GetDouble();
                if (wish.RootElement.TryGetProperty("kill_switch", out var on))
                    _killSwitch = on.GetBoolean();
                if (_killSwitch && _faults.RecordsLateCanary)
                    _runs.Record("late", TimeProvider.System.GetUtcNow().AddHours(1), "v2", "canary");
                return Config();
            })
        );
    }

    private string Config() =>
        FormattableString.Invariant(
            $$"""{"canary_pct":{{_canaryPct}},"kill_switch":{{(_killSwitch ? "true" : "false")}},"epoch":1,"version":1}"""
        );

    private T Locked<T>(Func<T> read)
    {
        lock (_lock)
            return read();
    }
}
