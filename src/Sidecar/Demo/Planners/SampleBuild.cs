namespace Sidecar.Demo.Planners;

/// <summary>The builds that the sample planners report, by <c>X-Planner-Build</c>.</summary>
internal static class SampleBuild
{
    private const string Prefix = "sample-";

    /// <summary>Such as <c>sample-v2</c>, and <c>sample-v2.1</c> once it was built anew.</summary>
    public static string Of(string planner, int patch) =>
        patch == 0 ? $"{Prefix}{planner}" : FormattableString.Invariant($"{Prefix}{planner}.{patch}");

    /// <summary>True for any build of a planner.</summary>
    public static bool IsOf(string? build, string? planner)
    {
        if (build is null || planner is null)
            return false;
        var first = Of(planner, 0);
        return build == first || build.StartsWith(first + ".", StringComparison.Ordinal);
    }
}
