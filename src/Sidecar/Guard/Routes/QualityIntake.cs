using Sidecar.Guard.Contracts;
using Sidecar.Recording;
using Sidecar.Storage;

namespace Sidecar.Guard.Routes;

/// <summary>Takes lines of late qualities in, some at a time, and keeps account of them.</summary>
internal sealed class QualityIntake(LateQualities qualities)
{
    private const int Batch = 500;
    private const int MaxRefusals = 100;

    private readonly List<(long Line, LateQuality Quality)> _batch = new(Batch);
    private readonly List<LineRefusal> _refusals = [];
    private long _lines;
    private long _accepted;
    private long _refused;

    /// <summary>What became of the lines so far.</summary>
    public QualityAnswer Answer => new(_accepted, _refused, [.. _refusals]);

    /// <summary>Takes a line; null is one that was too long.</summary>
    public async Task AddAsync(byte[]? line, CancellationToken cancellationToken)
    {
        _lines++;
        if (line is null)
        {
            Refuse(_lines, $"the line is longer than {JsonLines.MaxLine} bytes.");
            return;
        }

        // A byte order mark is what some shells put first.
        var text = _lines == 1 && line.AsSpan().StartsWith("\uFEFF"u8) ? line.AsSpan(3) : line;
        if (text.Trim(" \t\r"u8).IsEmpty)
            return;
        var faults = QualityBody.Read(text, null, out var quality);
        if (faults.Count > 0)
        {
            Refuse(_lines, string.Join(" ", faults.Select(static fault => $"{fault.Field}: {fault.Detail}")));
            return;
        }

        _batch.Add((_lines, quality));
        if (_batch.Count == Batch)
            await FlushAsync(cancellationToken);
    }

    /// <summary>Takes in what was gathered.</summary>
    public async Task FlushAsync(CancellationToken cancellationToken)
    {
        if (_batch.Count == 0)
            return;
        var taken = await qualities.RateAsync([.. _batch.Select(static item => item.Quality)], cancellationToken);
        for (var i = 0; i < _batch.Count; i++)
        {
            if (taken[i])
                _accepted++;
            else
                Refuse(_batch[i].Line, QualityRoutes.Unknown(_batch[i].Quality));
        }

        _batch.Clear();
    }

    // The first of them by their lines: those of a batch come later than those that were never in one.
    private void Refuse(long line, string detail)
    {
        _refused++;
        if (_refusals.Count == MaxRefusals && line > _refusals[^1].Line)
            return;
        var at = _refusals.Count;
        while (at > 0 && _refusals[at - 1].Line > line)
            at--;
        _refusals.Insert(at, new LineRefusal(line, detail));
        if (_refusals.Count > MaxRefusals)
            _refusals.RemoveAt(MaxRefusals);
    }
}
