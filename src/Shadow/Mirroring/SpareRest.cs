namespace Shadow.Mirroring;

/// <summary>What follows the claimed part of a spare.</summary>
/// <param name="Bytes">What came between the claim and now.</param>
/// <param name="Stream">What is still to come; null where nothing is.</param>
/// <param name="Whole">True where the answer has ended; false with no stream: it broke off.</param>
public sealed record SpareRest(byte[] Bytes, Stream? Stream, bool Whole);
