using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Shadow.Reports;

/// <summary>A week of ISO 8601: Monday to Sunday, UTC. The week of the year's first Thursday is week 1, whatever year its Monday lies in.</summary>
/// <param name="Year">The year of the week, which is not always that of its days.</param>
/// <param name="Number">1 to 52 or 53.</param>
public readonly record struct IsoWeek(int Year, int Number)
{
    private const int TextLength = 8;
    private const int MinYear = 1970;
    private const int MaxYear = 9998;

    /// <summary>Monday, 00:00 UTC.</summary>
    public DateTimeOffset Start => new(ISOWeek.ToDateTime(Year, Number, DayOfWeek.Monday), TimeSpan.Zero);

    /// <summary>The Monday after, 00:00 UTC: the first moment that is not of the week.</summary>
    public DateTimeOffset End => Start.AddDays(7);

    /// <summary>The week before.</summary>
    public IsoWeek Previous => Of(Start.AddDays(-7));

    /// <summary>The week in which a moment lies, in UTC.</summary>
    public static IsoWeek Of(DateTimeOffset time) => new(ISOWeek.GetYear(time.UtcDateTime), ISOWeek.GetWeekOfYear(time.UtcDateTime));

    /// <summary>Reads a week such as <c>2025-W42</c>; false for one that its year does not have.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out IsoWeek week)
    {
        week = default;
        if (
            text is not { Length: TextLength }
            || text[4] != '-'
            || text[5] != 'W'
            || !int.TryParse(text.AsSpan(0, 4), NumberStyles.None, CultureInfo.InvariantCulture, out var year)
            || !int.TryParse(text.AsSpan(6), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            || year is < MinYear or > MaxYear
            || number < 1
            || number > ISOWeek.GetWeeksInYear(year)
        )
            return false;
        week = new IsoWeek(year, number);
        return true;
    }

    /// <summary>The week as <c>2025-W42</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Year:0000}-W{Number:00}");
}
