using System.Net;
using System.Net.Sockets;
using Sidecar.Hosting;

namespace Sidecar.Tests.Hosting;

public sealed class HandshakeFilterTests
{
    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("::1")]
    public async Task TryAttach_ListeningSocket_KeepsWhoIsInItsQueueAndLetsNobodyIn(string address)
    {
        using var listening = new Socket(SocketType.Stream, ProtocolType.Tcp);
        listening.Bind(new IPEndPoint(IPAddress.Parse(address), 0));
        listening.Listen(8);
        using var queued = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await queued.ConnectAsync(listening.LocalEndPoint!);

        Assert.True(HandshakeFilter.TryAttach(listening));

        using var late = new Socket(SocketType.Stream, ProtocolType.Tcp);
        var connecting = late.ConnectAsync(listening.LocalEndPoint!);
        using var accepted = await listening.AcceptAsync();
        await queued.SendAsync("ask"u8.ToArray());
        Assert.Equal(3, await accepted.ReceiveAsync(new byte[16]));
        Assert.False(listening.Poll(0, SelectMode.SelectRead));
        listening.Dispose();
        var fault = await Assert.ThrowsAsync<SocketException>(() => connecting);
        Assert.Equal(SocketError.ConnectionRefused, fault.SocketErrorCode);

        // The filter is inherited and does not disturb.
        await accepted.SendAsync("answer"u8.ToArray());
        Assert.Equal(6, await queued.ReceiveAsync(new byte[16]));
    }

    [Fact]
    public void TryAttach_SocketOfAnotherKind_IsLeftAlone()
    {
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);

        Assert.False(HandshakeFilter.TryAttach(socket));
    }
}
