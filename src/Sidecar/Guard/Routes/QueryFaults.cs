using System.Globalization;
using Sidecar.Guard.Contracts;

namespace Sidecar.Guard.Routes;

/// <summary>Reads query parameters strictly: one that is unknown, double or unusable is a fault, so that a misspelt filter never shows everything.</summary>
internal sealed class QueryFaults
{
    private readonly IQueryCollection _query;
    private readonly List<FieldFault> _faults = [];

    public QueryFaults(IQueryCollection query, params string[] known)
    {
        _query = query;
        foreach (var name in query.Keys)
        {
            if (!known.Contains(name))
                _faults.Add(
                    new(
                        name,
                        known.Length == 0
                            ? "is not known here; none is allowed."
                            : $"is not known here; allowed are {string.Join(", ", known)}."
                    )
                );
            else if (query[name].Count != 1)
                _faults.Add(new(name, "is there more than once; send it once."));
        }
    }

    /// <summary>What was found.</summary>
    public IReadOnlyList<FieldFault> Faults => _faults;

    /// <summary>A parameter; null where it is not there.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="allowed">What is allowed, to follow the word "must".</param>
    /// <param name="read">Reads it; null is a fault.</param>
    public T? Value<T>(string name, string allowed, Func<string, T?> read)
        where T : struct
    {
        if (Single(name) is not { } text)
            return null;
        var value = read(text);
        if (value is null)
            _faults.Add(new(name, $"must {allowed}."));
        return value;
    }

    /// <summary>A text; null where it is not there.</summary>
    public string? Text(string name, string allowed, Func<string, bool> fits)
    {
        if (Single(name) is not { } text)
            return null;
        if (fits(text))
            return text;
        _faults.Add(new(name, $"must {allowed}."));
        return null;
    }

    /// <summary>A whole number in a range.</summary>
    public long? Number(string name, long least, long most) =>
        Value(
            name,
            string.Create(CultureInfo.InvariantCulture, $"be a whole number from {least} to {most}"),
            text =>
                long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most
                    ? number
                    : (long?)null
        );

    /// <summary>A time in ISO 8601; without an offset it is UTC. A <c>+</c> that was not escaped comes as a blank and is taken for what it was.</summary>
    public DateTimeOffset? Time(string name) =>
        Value(
            name,
            $"be {IsoTime.Allowed}",
            static text => IsoTime.TryParse(text.Replace(' ', '+'), out var time) ? time : (DateTimeOffset?)null
        );

    private string? Single(string name) => _query.TryGetValue(name, out var values) && values.Count == 1 ? values[0] : null;
}
