using System.Collections.Frozen;
using Shadow.Runs;

namespace Sidecar.Storage.Sqlite;

/// <summary>Names as they are stored, read back as the enumerations that they name.</summary>
internal static class StoredName
{
    private static readonly FrozenDictionary<string, LegRole> Roles = ByName<LegRole>(ContractNames.Name);
    private static readonly FrozenDictionary<string, LegFailure> Failures = ByName<LegFailure>(ContractNames.Name);
    private static readonly FrozenDictionary<string, SelectionReason> Reasons = ByName<SelectionReason>(ContractNames.Name);
    private static readonly FrozenDictionary<string, ShadowOutcome> Outcomes = ByName<ShadowOutcome>(ContractNames.Name);

    public static LegRole Role(string name) => Find(Roles, name);

    public static LegFailure Failure(string name) => Find(Failures, name);

    public static SelectionReason Reason(string name) => Find(Reasons, name);

    public static ShadowOutcome Outcome(string name) => Find(Outcomes, name);

    /// <summary>1 is v1, 2 is v2.</summary>
    public static int Number(Planner planner) => planner == Planner.V1 ? 1 : 2;

    /// <summary>The planner of a number.</summary>
    public static Planner PlannerOf(int number) => number == 1 ? Planner.V1 : Planner.V2;

    /// <summary>0 is plans, 1 all, 2 off.</summary>
    public static int Number(JudgeMode judge) =>
        judge switch
        {
            JudgeMode.All => 1,
            JudgeMode.Off => 2,
            _ => 0,
        };

    /// <summary>Which legs are evidence, of a number.</summary>
    public static JudgeMode JudgeOf(int number) =>
        number switch
        {
            0 => JudgeMode.Plans,
            1 => JudgeMode.All,
            _ => JudgeMode.Off,
        };

    private static FrozenDictionary<string, T> ByName<T>(Func<T, string> name)
        where T : struct, Enum => Enum.GetValues<T>().ToFrozenDictionary(name, StringComparer.Ordinal);

    private static T Find<T>(FrozenDictionary<string, T> names, string name) =>
        names.TryGetValue(name, out var value)
            ? value
            : throw new StoreException(
                $"The store holds '{name}' where a {typeof(T).Name} is expected: it was changed by another program."
            );
}
