using System.Text;
using Sidecar.Guard;
using Sidecar.Guard.Routes;

namespace Sidecar.Tests.Guard;

public sealed class ConfigBodyTests
{
    [Theory]
    [InlineData("""{"canary_pct":-1}""", "canary_pct", "0 to 100")]
    [InlineData("""{"canary_pct":101}""", "canary_pct", "0 to 100")]
    [InlineData("""{"canary_pct":1e400}""", "canary_pct", "0 to 100")]
    [InlineData("""{"canary_pct":"5"}""", "canary_pct", "is a string")]
    [InlineData("""{"canary_pct":null}""", "canary_pct", "is null")]
    [InlineData("""{"canary_pct":[1,[2]]}""", "canary_pct", "is an array")]
    [InlineData("""{"canary_pct":{"a":1}}""", "canary_pct", "is an object")]
    [InlineData("""{"canary_pct":true}""", "canary_pct", "is a boolean")]
    [InlineData("""{"canary_pct":NaN}""", "body", "line 1, byte 15")]
    [InlineData("""{"canary_pct":Infinity}""", "body", "NaN and Infinity")]
    [InlineData("{\n \"canary_pct\": 5,\n}", "body", "line 3")]
    [InlineData("""{"canary_pct":5""", "body", "is not JSON")]
    [InlineData("""{"canary_pct":5} x""", "body", "is not JSON")]
    [InlineData("""{"kill_switch":"true"}""", "kill_switch", "true or false")]
    [InlineData("""{"kill_switch":1}""", "kill_switch", "is a number")]
    [InlineData("""{"kill_switch":null}""", "kill_switch", "is null")]
    [InlineData("""{"canary":5}""", "canary", "canary_pct, kill_switch, updated_by, reason")]
    [InlineData("""{"Canary_Pct":5}""", "Canary_Pct", "not known")]
    [InlineData("""{" ":5}""", "(a field without a readable name)", "not known")]
    [InlineData("""{"canary_pct":5,"canary_pct":6}""", "canary_pct", "more than once")]
    [InlineData("""{"updated_by":5}""", "updated_by", "is a number")]
    [InlineData("""{"updated_by":""}""", "updated_by", "1 to 200")]
    [InlineData("""{"updated_by":"a\nb"}""", "updated_by", "control")]
    [InlineData("""{"reason":null}""", "reason", "is null")]
    [InlineData("""{"reason":"\ud800"}""", "reason", "0 to 1000")]
    [InlineData("", "body", "is empty")]
    [InlineData(" \r\n", "body", "is empty")]
    [InlineData("[]", "body", "is an array")]
    [InlineData("5", "body", "is a number")]
    [InlineData("null", "body", "is null")]
    public void Read_BadBody_NamesFieldAndWhatIsAllowed(string body, string field, string detail)
    {
        var fault = Assert.Single(Read(body, out _));

        Assert.Equal(field, fault.Field);
        Assert.Contains(detail, fault.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_SeveralFaults_NamesThemAll()
    {
        var faults = Read("""{"canary_pct":-1,"kill_switch":"no","x":{"y":[1]},"updated_by":7,"reason":"fine"}""", out _);

        Assert.Equal(["canary_pct", "kill_switch", "x", "updated_by"], faults.Select(static fault => fault.Field));
    }

    [Theory]
    [InlineData(200, 0)]
    [InlineData(201, 1)]
    public void Read_LongName_IsBounded(int length, int faults) =>
        Assert.Equal(faults, Read($$"""{"updated_by":"{{new string('x', length)}}"}""", out _).Count);

    [Theory]
    [InlineData(1000, 0)]
    [InlineData(1001, 1)]
    public void Read_LongReason_IsBounded(int length, int faults) =>
        Assert.Equal(faults, Read($$"""{"reason":"{{new string('x', length)}}"}""", out _).Count);

    [Fact]
    public void Read_NotUtf8_IsAFault() => Assert.Single(ConfigBody.Read([(byte)'{', 0xFF, (byte)'}'], ConfigBody.ConfigFields, out _));

    [Fact]
    public void Read_DeepNesting_IsAFault() => Assert.NotEmpty(Read("""{"canary_pct":""" + new string('[', 5000), out _));

    [Fact]
    public void Read_GoodBody_IsTheChange()
    {
        Assert.Empty(
            Read("\uFEFF{\"canary_pct\":12.5,\"kill_switch\":false,\"updated_by\":\"anna\",\"reason\":\"für Tests\"}", out var change)
        );

        Assert.Equal(new ConfigChange(12.5, false, "anna", "für Tests"), change);
    }

    [Fact]
    public void Read_MinusZero_IsZero()
    {
        Assert.Empty(Read("""{"canary_pct":-0.0}""", out var change));

        Assert.False(double.IsNegative(change.CanaryPct!.Value));
    }

    [Fact]
    public void Read_Rollback_TakesNoSettings() =>
        Assert.Single(ConfigBody.Read("""{"canary_pct":5,"reason":"x"}"""u8, ConfigBody.RollbackFields, out _));

    private static IReadOnlyList<Sidecar.Guard.Contracts.FieldFault> Read(string body, out ConfigChange change) =>
        ConfigBody.Read(Encoding.UTF8.GetBytes(body), ConfigBody.ConfigFields, out change);
}
