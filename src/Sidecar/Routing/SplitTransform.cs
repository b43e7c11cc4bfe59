using Shadow.Runs;

namespace Sidecar.Routing;

/// <summary>Reads one <c>CanarySplit</c> transform of a route, and says of every value why it is wrong.</summary>
internal static class SplitTransform
{
    public const string SplitKey = "CanarySplit";
    private const string StickyKeyKey = "StickyKey";
    private const string MirrorKey = "Mirror";
    private const string JudgeKey = "Judge";
    private const string Known = "CanarySplit, StickyKey, Mirror, Judge";

    /// <summary>True where a transform is a CanarySplit, sound or not.</summary>
    public static bool Is(IReadOnlyDictionary<string, string> transform) => transform.Keys.Any(static key => Same(key, SplitKey));

    /// <summary>The policy; where <paramref name="problem"/> is called, what is wrong falls back to its default.</summary>
    public static SplitPolicy Read(IReadOnlyDictionary<string, string> transform, Action<string> problem)
    {
        var policy = new SplitPolicy();
        foreach (var (key, value) in transform)
        {
            var text = value?.Trim() ?? "";
            switch (key.ToUpperInvariant())
            {
                case "CANARYSPLIT":
                    if (!Same(text, "v2"))
                        problem($"{SplitKey} is '{text}'; allowed is v2, the cluster that runs may be split to");
                    break;
                case "STICKYKEY":
                    if (StickyKey.TryParse(text, out var sticky))
                        policy = policy with { StickyKey = sticky };
                    else
                        problem($"{StickyKeyKey} is '{text}'; allowed is {StickyKey.Allowed}");
                    break;
                case "MIRROR":
                    if (Same(text, "on") || Same(text, "off"))
                        policy = policy with { Mirror = Same(text, "on") };
                    else
                        problem($"{MirrorKey} is '{text}'; allowed is on or off");
                    break;
                case "JUDGE":
                    if (Judge(text) is { } judge)
                        policy = policy with { Judge = judge };
                    else
                        problem($"{JudgeKey} is '{text}'; allowed is plans, all or off");
                    break;
                default:
                    problem($"unknown key '{key}' beside {SplitKey}; known keys here: {Known}");
                    break;
            }
        }

        return policy;
    }

    private static JudgeMode? Judge(string text) =>
        text.ToUpperInvariant() switch
        {
            "PLANS" => JudgeMode.Plans,
            "ALL" => JudgeMode.All,
            "OFF" => JudgeMode.Off,
            _ => null,
        };

    private static bool Same(string a, string b) => string.Equals(a, b, StringComparison.OrdinalIgnoreCase);
}
