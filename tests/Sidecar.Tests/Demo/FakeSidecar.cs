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
    private readonly FakeGuard _guard;
    private int _count;

    private FakeSidecar(FakeFaults faults, Func<PlannerTuning> v2)
    {
        _faults = faults;
        _runs = new FakeRuns(faults);
        if (faults.RecordsLateCanary)
            _runs.Record("late", TimeProvider.System.GetUtcNow().AddHours(1), "v2", "canary");
        _guard = new FakeGuard(faults, v2);
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

    /// <summary>Starts one in front of planners of which v2 is tuned so.</summary>
    public static async Task<FakeSidecar> StartAsync(FakeFaults? faults, Func<PlannerTuning> v2)
    {
        var sidecar = new FakeSidecar(faults ?? new FakeFaults(), v2);
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
            case ("GET", "/guard/status") when _faults.HidesStatus && _guard.Worse:
                context.Response.StatusCode = 500;
                break;
            case ("GET", "/guard/status"):
                await context.Response.WriteAsync(Locked(() => _guard.Status(_runs)));
                break;
            case ("GET", "/guard/runs"):
                var (before, limit) = (context.Request.Query["before"], context.Request.Query["limit"]);
                await context.Response.WriteAsync(
                    Locked(() =>
                        _runs.Page(before.Count == 0 ? null : before.ToString(), int.Parse(limit.ToString(), CultureInfo.InvariantCulture))
                    )
                );
                break;
            case ("GET", "/guard/history"):
                await context.Response.WriteAsync(Locked(_guard.History));
                break;
            case ("GET", "/guard/report"):
                await context.Response.WriteAsync(Locked(() => FakeReport.Of(_runs, _guard, _faults)));
                break;
            case ("GET", "/metrics"):
                await context.Response.WriteAsync(Locked(() => _runs.Metrics(_guard.Rollbacks.Count)));
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
        var (selected, reason, status, build) = Locked(() => Choose(id, at, asked));
        context.Response.StatusCode = status;
        context.Response.Headers["X-Planner-Run-Id"] = id;
        context.Response.Headers["X-Planner-Selected"] = selected;
        context.Response.Headers["X-Planner-Reason"] = reason;
        context.Response.Headers["X-Planner-Build"] = _faults.NamesWrongPlanner ? "sample-v3" : build;
    }

    private (string Selected, string Reason, int Status, string Build) Choose(string id, DateTimeOffset at, ObjectiveTruth asked)
    {
        _count++;
        var killed = _guard.KillSwitch && !_faults.IgnoresKillSwitch;
        var set = _guard.CanaryPct;
        var pct =
            _faults.LeaksToV2 ? Math.Max(1, set)
            // One that ignores the switch goes on as before it.
            : _guard.KillSwitch && _faults.IgnoresKillSwitch ? Math.Max(20, set)
            : set == 0 ? 0
            : _faults.SplitsBy ?? set;
        // 37 and 100 share no factor: every hundred runs in a row hit each point once.
        var canary = !killed && _count * 37 % 100 < pct;
        var cutOver = canary && _guard.CutsOver(id);
        var (selected, reason) =
            killed ? ("v1", "kill_switch")
            : cutOver ? ("v1", "cutover")
            : !canary ? ("v1", "default")
            : ("v2", _faults.GivesWrongReason ? "override" : "canary");
        _runs.Add(id, at, selected, reason, asked);
        return (selected, reason, _faults.Fails && _count % 10 == 0 ? 502 : 200, selected == "v2" ? _guard.Build : "sample-v1");
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
                if (!_faults.ForgetsConfig)
                    _guard.Change(wish.RootElement);
                return _guard.Config();
            })
        );
    }

    private T Locked<T>(Func<T> read)
    {
        lock (_lock)
            return read();
    }
}
