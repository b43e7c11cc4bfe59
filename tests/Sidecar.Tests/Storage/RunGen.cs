using CsCheck;
using Shadow.Decisions;
using Shadow.Runs;
using Sidecar.Tests.Fakes;

namespace Sidecar.Tests.Storage;

/// <summary>Random runs: every column null and not, every name, figures at the resolution at which they are stored.</summary>
internal static class RunGen
{
    private static readonly Gen<string> Text = Gen.String[Gen.Char["ab Z09/_-'\"\\é€日\0\n{}[]"], 0, 12];
    private static readonly Gen<string?> TextOrNull = OrNull(Text);
    private static readonly Gen<byte[]?> BodyOrNull = OrNull(Gen.Byte.Array[0, 64]);
    private static readonly Gen<double> Millis = Gen.Long[0, 60_000_000].Select(us => us / 1_000.0);
    private static readonly Gen<double?> Cents = ValueOrNull(Gen.Long[0, 1_000_000_000_000_000].Select(micro => micro / 1_000_000.0));
    private static readonly Gen<double?> Points = ValueOrNull(Gen.Long[0, 100_000_000].Select(micro => micro / 1_000_000.0));

    private static readonly Gen<Decision?> DecisionOrNull = OrNull(
        Gen.Select(TextOrNull, Text.Array[0, 4], Text.Array[0, 4], ValueOrNull(Gen.Bool), TextOrNull)
            .Select((agent, steps, tools, dryRun, objective) => new Decision(agent, steps, tools, dryRun, objective))
    );

    private static readonly Gen<DecisionDiff?> DiffOrNull = OrNull(
        Gen.Select(Gen.Bool.Array[5], Gen.Int[0, 50].Array[3])
            .Select(
                (flags, edit) =>
                    new DecisionDiff(flags[0], flags[1], flags[2], flags[3], flags[4], new StepsEdit(edit[0], edit[1], edit[2]))
            )
    );

    /// <summary>Any run of the first hour after <see cref="SampleRuns.Start"/>.</summary>
    public static readonly Gen<RunRecord> Run = Gen.Select(
            Gen.Long[0, 3_600_000_000],
            Gen.Select(Text, Text, TextOrNull, OrNull(Gen.OneOf(Text, Gen.Byte.Array[16].Select(Convert.ToHexStringLower)))),
            Gen.Select(Gen.Int[100, 599], Gen.Double[0, 100], Gen.Bool, Gen.Int[1, 1000]),
            Gen.Select(Gen.Enum<Planner>(), Gen.Enum<Planner>(), Gen.Enum<SelectionReason>(), Gen.Enum<ShadowOutcome>()),
            Gen.Select(Leg(Planner.V1), Leg(Planner.V2)),
            DiffOrNull,
            BodyOrNull
        )
        .Select(
            (microseconds, texts, figures, choice, legs, diff, body) =>
            {
                var at = SampleRuns.Start.AddTicks(microseconds * TimeSpan.TicksPerMicrosecond);
                return new RunRecord
                {
                    RunId = Guid.CreateVersion7(at),
                    At = at,
                    Method = texts.Item1,
                    Path = texts.Item2,
                    StickyKeyHash = texts.Item3,
                    TraceId = texts.Item4,
                    Status = figures.Item1,
                    CanaryPct = figures.Item2,
                    KillSwitch = figures.Item3,
                    Epoch = figures.Item4,
                    Assigned = choice.Item1,
                    Selected = choice.Item2,
                    Reason = choice.Item3,
                    Outcome = choice.Item4,
                    V1 = legs.Item1,
                    V2 = legs.Item2,
                    Diff = diff,
                    RequestBody = body,
                };
            }
        );

    private static Gen<LegRecord?> Leg(Planner planner) =>
        OrNull(
            Gen.Select(
                    Gen.Select(Gen.Enum<LegRole>(), ValueOrNull(Gen.Int[100, 599]), Gen.Enum<LegFailure>(), Gen.Bool),
                    Gen.Select(Millis, ValueOrNull(Millis)),
                    Gen.Select(Cents, Points, TextOrNull),
                    DecisionOrNull,
                    BodyOrNull
                )
                .Select(
                    (ends, times, signals, decision, body) =>
                        new LegRecord
                        {
                            Planner = planner,
                            Role = ends.Item1,
                            Status = ends.Item2,
                            Failure = ends.Item3,
                            Inconclusive = ends.Item4,
                            LatencyMs = times.Item1,
                            TtfbMs = times.Item2,
                            Signals = new LegSignals(signals.Item1, signals.Item2, signals.Item3),
                            Decision = decision,
                            Body = body,
                        }
                )
        );

    private static Gen<T?> OrNull<T>(Gen<T> gen)
        where T : class => Gen.Bool.SelectMany(present => present ? gen.Select(value => (T?)value) : Gen.Const((T?)null));

    private static Gen<T?> ValueOrNull<T>(Gen<T> gen)
        where T : struct => Gen.Bool.SelectMany(present => present ? gen.Select(value => (T?)value) : Gen.Const((T?)null));
}
