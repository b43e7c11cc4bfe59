using System.Buffers;
using System.Net;
using System.Net.Http.Headers;
using Shadow.Capture;
using Shadow.Decisions;
using Shadow.Runs;

namespace Shadow.Mirroring;

/// <summary>Takes from an answer's headers and trailers what a leg needs to know.</summary>
public static class AnswerHead
{
    // But for the tab: RFC 9112, section 4.
    private static readonly SearchValues<char> Controls = SearchValues.Create([
        .. Enumerable.Range(0, 32).Append(127).Where(static c => c != '\t').Select(static c => (char)c),
    ]);

    /// <summary>Reads status and signals, and begins the copy of the body.</summary>
    public static void Read(Leg leg, HttpResponseMessage response, IByteBudget budget, Action<string> badSignal)
    {
        leg.Status = (int)response.StatusCode;
        leg.HeaderSignals = Signals(response.Headers, leg.Run.Options.SignalHeaders, badSignal);
        var content = response.Content.Headers;
        leg.Answer = new AnswerCapture(
            leg.Run.Options.Format,
            Value(content, "Content-Type"),
            Value(content, "Content-Encoding"),
            content.ContentLength,
            budget
        );
    }

    /// <summary>
    /// Throws where an answer cannot be passed on, and so is none: an interim status where a final one is due, one that no client
    /// understands, or a length that cannot be read or is given twice, with which nobody knows where the body ends. Nor can a reason be
    /// passed on that holds what no line may hold.
    /// </summary>
    public static void Demand(HttpResponseMessage response, bool upgrade)
    {
        var status = (int)response.StatusCode;
        if (status < 200 && !(upgrade && response.StatusCode == HttpStatusCode.SwitchingProtocols))
            throw new HttpRequestException(HttpRequestError.InvalidResponse, $"Status {status} is no answer to this request.");
        var content = response.Content.Headers;
        if (content.NonValidated.TryGetValues("Content-Length", out var lengths) && (lengths.Count > 1 || content.ContentLength is null))
            throw new HttpRequestException(HttpRequestError.InvalidResponse, "The Content-Length is not a number.");
        if (response.ReasonPhrase is { } reason && reason.AsSpan().ContainsAny(Controls))
            throw new HttpRequestException(HttpRequestError.InvalidResponse, "The reason beside the status holds a control character.");
    }

    /// <summary>Reads the signals of the trailers, once the body has ended; what the headers said stands.</summary>
    public static void ReadTrailers(Leg leg, HttpResponseMessage response, Action<string> badSignal)
    {
        if (response.TrailingHeaders.NonValidated.Count == 0)
            return;
        var late = Signals(response.TrailingHeaders, leg.Run.Options.SignalHeaders, badSignal);
        var early = leg.HeaderSignals;
        leg.HeaderSignals = new LegSignals(early.CostCents ?? late.CostCents, early.Quality ?? late.Quality, early.Build ?? late.Build);
    }

    private static LegSignals Signals(HttpHeaders headers, SignalHeaders names, Action<string> badSignal)
    {
        var cost = SignalCheck.Cost(Value(headers, names.CostCents), out var badCost);
        var quality = SignalCheck.Quality(Value(headers, names.Quality), out var badQuality);
        var build = SignalCheck.Build(Value(headers, names.Build), out var badBuild);
        if (badCost)
            badSignal("cost_cents");
        if (badQuality)
            badSignal("quality");
        if (badBuild)
            badSignal("build");
        return new LegSignals(cost, quality, build);
    }

    // Several values of one name are joined by a comma, which no signal may hold: they are refused as what they are.
    private static string? Value(HttpHeaders headers, string name) =>
        headers.NonValidated.TryGetValues(name, out var values) ? values.ToString() : null;
}
