namespace Sidecar.Configuration;

/// <summary>The tokens of the environment. A fault never repeats one.</summary>
internal static class TokenVariables
{
    private const string Operator = "GUARD_TOKEN";
    private const string Reading = "GUARD_READ_TOKEN";
    private const string Quality = "GUARD_QUALITY_TOKEN";

    /// <summary>The variables that hold a token.</summary>
    public static readonly IReadOnlyList<string> All = [Operator, Reading, Quality];

    public static GuardTokens Read(IReadOnlyDictionary<string, string> environment, FaultList faults)
    {
        var tokens = new GuardTokens(Token(Operator), Token(Reading), Token(Quality));
        Distinct(Reading, tokens.Read, Operator, tokens.Operator);
        Distinct(Quality, tokens.Quality, Operator, tokens.Operator);
        Distinct(Quality, tokens.Quality, Reading, tokens.Read);
        return tokens;

        string? Token(string variable)
        {
            if (!environment.TryGetValue(variable, out var token))
                return null;
            // Unlike elsewhere empty is not unset: who wrote it believes that there is a token.
            if (string.IsNullOrWhiteSpace(token))
                faults.Add(variable, "is empty; allowed is a token, or no such variable at all");
            else if (token.Any(static c => c is <= ' ' or > '~'))
                faults.Add(variable, "has a character that a header cannot carry; allowed are printable ASCII characters without spaces");
            else
                return token;
            return null;
        }

        // The lesser token would otherwise carry the greater one's rights.
        void Distinct(string variable, string? token, string otherVariable, string? other)
        {
            if (token is not null && string.Equals(token, other, StringComparison.Ordinal))
                faults.Add(variable, $"is the same as {otherVariable}; allowed is a token of its own");
        }
    }
}
