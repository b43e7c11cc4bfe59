using System.Globalization;
using System.Text.Json.Nodes;
using Rig;
using StatusLoad;
using Testing;

if (StatusOptions.Read(args) is not { } options)
{
    await Console.Error.WriteLineAsync(StatusOptions.Usage);
    return 2;
}

// Planners that take 10 ms, and eight agents: some hundred runs a second, all of them recorded.
const int Connections = 8;
var conduct = PlannerConduct.Healthy with { Takes = TimeSpan.FromMilliseconds(10) };
using var folder = new TemporaryFolder();
await using var v1 = await LoadPlanner.StartAsync(conduct);
await using var v2 = await LoadPlanner.StartAsync(conduct);
var storage = new JsonObject { ["ConnectionString"] = $"Data Source={options.Store}", ["RetentionDays"] = 36_500 };
await using var sidecar = await SidecarProcess.StartAsync(options.Sidecar, folder.Path, v1.Address, v2.Address, storage);
using var guard = new Operator(sidecar);
using var reporter = new Operator(sidecar);
var answers = new GuardAnswers(guard, options.Requests);
var megaBytes = new FileInfo(options.Store).Length / 1e6;
Say($"Store of {megaBytes:0} MB. Ready {sidecar.ReadyAfter.TotalMilliseconds:0} ms after the start: {sidecar.EvidenceRead}.\n");
Say($"{Durations.Head("answer")}");
Tell(await answers.MeasureAsync("idle"));
double runsASecond;
await using (var agents = Agents.Start(sidecar.Address, Connections))
{
    Tell(await answers.MeasureAsync("runs are recorded"));
    runsASecond = agents.Answered / agents.Elapsed.TotalSeconds;
}

var began = TimeProvider.System.GetTimestamp();
var report = Task.Run(() => reporter.TextAsync("/guard/report?week=2025-W42"));
Tell([await answers.MeasureWhileAsync(report, "a report is made")]);
var text = await report;
Say($"\n{runsASecond:0} runs a second were recorded. The report took {TimeProvider.System.GetElapsedTime(began).TotalSeconds:0.0} s.");
Say($"Memory: {sidecar.MegaBytes("VmRSS"):0} MB, at the most {sidecar.MegaBytes("VmHWM"):0} MB.");
return text.Contains("# Planner Weekly Report", StringComparison.Ordinal) ? 0 : 1;

static void Say(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));

static void Tell(IReadOnlyList<string> rows) => Console.WriteLine(string.Join('\n', rows));
