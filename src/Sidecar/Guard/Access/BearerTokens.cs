using System.Security.Cryptography;
using System.Text;
using Sidecar.Configuration;

namespace Sidecar.Guard.Access;

/// <summary>The tokens that are known, kept as hashes. Before <see cref="Load"/> none is.</summary>
internal sealed class BearerTokens
{
    private (byte[] Hash, GuardRole Role)[] _known = [];

    /// <summary>Takes the tokens over. The operators' wins where two are the same.</summary>
    public void Load(string operatorToken, GuardTokens tokens) =>
        _known = [
            .. new (string? Token, GuardRole Role)[]
            {
                (operatorToken, GuardRole.Operator),
                (tokens.Read, GuardRole.Read),
                (tokens.Quality, GuardRole.Quality),
            }
                .Where(static known => !string.IsNullOrEmpty(known.Token))
                .Select(static known => (Hash(known.Token!), known.Role)),
        ];

    /// <summary>
    /// What a token stands for. Hashes are compared, all of them and in constant time, so that the time says nothing of how much of a token
    /// was right, nor of its length.
    /// </summary>
    public GuardRole Find(string token)
    {
        var hash = Hash(token);
        var found = GuardRole.None;
        foreach (var (known, role) in _known)
        {
            if (CryptographicOperations.FixedTimeEquals(hash, known) && role > found)
                found = role;
        }

        return found;
    }

    private static byte[] Hash(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));
}
