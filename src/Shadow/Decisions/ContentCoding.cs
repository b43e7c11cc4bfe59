namespace Shadow.Decisions;

/// <summary>A way in which a body is packed.</summary>
internal enum ContentCoding
{
    None,
    Gzip,
    Deflate,
    Brotli,
}
