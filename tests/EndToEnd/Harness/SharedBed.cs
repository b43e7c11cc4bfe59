namespace EndToEnd.Harness;

/// <summary>One bed for the tests of a class that need nothing special: each finds it as if it were new.</summary>
public sealed class SharedBed : IAsyncLifetime
{
    private Bed _bed = null!;

    public async ValueTask InitializeAsync() => _bed = await Bed.StartAsync();

    public ValueTask DisposeAsync() => _bed.DisposeAsync();

    /// <summary>The bed, for the next test.</summary>
    internal async Task<Bed> BedAsync()
    {
        await _bed.BeginAnewAsync();
        return _bed;
    }
}
