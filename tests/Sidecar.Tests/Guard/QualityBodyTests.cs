using System.Text;
using Shadow.Runs;
using Sidecar.Guard.Routes;
using Sidecar.Storage;

namespace Sidecar.Tests.Guard;

public sealed class QualityBodyTests
{
    private static readonly Guid Id = Guid.Parse("019a0000-0000-7000-8000-0000000000ff");

    [Theory]
    [InlineData("""{"planner":"v2","quality":87.5}""", Planner.V2, 87.5)]
    [InlineData("""{"quality":0,"planner":"v1"}""", Planner.V1, 0)]
    [InlineData("""{"planner":"v2","quality":100}""", Planner.V2, 100)]
    [InlineData("""{"planner":"v2","quality":1e2}""", Planner.V2, 100)]
    [InlineData("""{"planner":"v2","quality":1e-400}""", Planner.V2, 0)]
    [InlineData("""{"planner":"v2","quality":-0}""", Planner.V2, 0)]
    [InlineData(" { \"\\u0070lanner\" : \"v\\u0032\" ,\t\"quality\" : 5.25 } \r", Planner.V2, 5.25)]
    public void Read_OneForARun_IsWhatItSays(string body, Planner planner, double quality)
    {
        Assert.Empty(Read(body, Id, out var late));
        Assert.Equal(new LateQuality(Id, planner, quality), late);
        Assert.False(double.IsNegative(late.Quality));
    }

    [Theory]
    [InlineData("019a0000-0000-7000-8000-0000000000ff")]
    [InlineData("019A0000-0000-7000-8000-0000000000FF")]
    public void Read_OneThatNamesItsRun_IsForIt(string id)
    {
        Assert.Empty(Read($$"""{"run_id":"{{id}}","planner":"v1","quality":50}""", null, out var late));
        Assert.Equal(new LateQuality(Id, Planner.V1, 50), late);
    }

    [Theory]
    [InlineData("""{"planner":"v2","quality":-0.000001}""", "quality", "0 to 100")]
    [InlineData("""{"planner":"v2","quality":100.000001}""", "quality", "0 to 100")]
    [InlineData("""{"planner":"v2","quality":1e400}""", "quality", "0 to 100")]
    [InlineData("""{"planner":"v2","quality":-1e400}""", "quality", "0 to 100")]
    [InlineData("""{"planner":"v2","quality":"87.5"}""", "quality", "0 to 100")]
    [InlineData("""{"planner":"v2","quality":"NaN"}""", "quality", "0 to 100")]
    [InlineData("""{"planner":"v2","quality":null}""", "quality", "0 to 100")]
    [InlineData("""{"planner":"v2","quality":true}""", "quality", "0 to 100")]
    [InlineData("""{"planner":"v2","quality":[87]}""", "quality", "0 to 100")]
    [InlineData("""{"planner":"v2","quality":{"a":{"b":1}}}""", "quality", "0 to 100")]
    [InlineData("""{"planner":"v2"}""", "quality", "is missing")]
    [InlineData("""{"quality":50}""", "planner", "is missing")]
    [InlineData("""{"planner":"v3","quality":50}""", "planner", "\"v1\" or \"v2\"")]
    [InlineData("""{"planner":"V2","quality":50}""", "planner", "\"v1\" or \"v2\"")]
    [InlineData("""{"planner":"","quality":50}""", "planner", "\"v1\" or \"v2\"")]
    [InlineData("""{"planner":2,"quality":50}""", "planner", "\"v1\" or \"v2\"")]
    [InlineData("""{"planner":null,"quality":50}""", "planner", "\"v1\" or \"v2\"")]
    [InlineData("""{"planner":["v2"],"quality":50}""", "planner", "\"v1\" or \"v2\"")]
    [InlineData("""{"planner":"v2","quality":50,"quality":60}""", "quality", "more than once")]
    [InlineData("""{"planner":"v2","planner":"v2","quality":60}""", "planner", "more than once")]
    [InlineData("""{"planner":"v2","quality":50,"why":"x"}""", "why", "allowed are planner, quality")]
    [InlineData("""{"planner":"v2","quality":50,"run_id":"x"}""", "run_id", "allowed are planner, quality")]
    [InlineData("""{"planner":"v2","Quality":50}""", "Quality", "not known")]
    [InlineData("""{"planner":"v2","quality":50,"":1}""", "body", "not known")]
    [InlineData("""{"planner":"v2","quality":50," ":1}""", "body", "not known")]
    [InlineData("""{"planner":"v2","quality":NaN}""", "body", "is not JSON")]
    [InlineData("""{"planner":"v2","quality":50,}""", "body", "is not JSON")]
    [InlineData("""{"planner":"v2","quality":50""", "body", "is not JSON")]
    [InlineData("""{"planner":"v2","quality":50} {}""", "body", "is not JSON")]
    [InlineData("""{"planner":"\ud800","quality":50}""", "body", "is not JSON")]
    [InlineData("", "body", "JSON object")]
    [InlineData("[]", "body", "must be a JSON object")]
    [InlineData("null", "body", "must be a JSON object")]
    [InlineData("87.5", "body", "must be a JSON object")]
    public void Read_BadBody_NamesFieldAndWhatIsAllowed(string body, string field, string detail)
    {
        var fault = Assert.Single(Read(body, Id, out _));
        Assert.Equal(field, fault.Field);
        Assert.Contains(detail, fault.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"planner":"v2","quality":50}""", "is missing")]
    [InlineData("""{"run_id":"5","planner":"v2","quality":50}""", "must be a UUID")]
    [InlineData("""{"run_id":5,"planner":"v2","quality":50}""", "must be a UUID")]
    [InlineData("""{"run_id":"019a0000000070008000000000000000","planner":"v2","quality":50}""", "must be a UUID")]
    [InlineData("""{"run_id":" 019a0000-0000-7000-8000-000000000000","planner":"v2","quality":50}""", "must be a UUID")]
    [InlineData("""{"run_id":"+19a0000-0000-7000-8000-000000000000","planner":"v2","quality":50}""", "must be a UUID")]
    [InlineData("""{"run_id":"0x9a0000-0000-7000-8000-000000000000","planner":"v2","quality":50}""", "must be a UUID")]
    [InlineData("""{"run_id":"\ud800","planner":"v2","quality":50}""", "JSON")]
    public void Read_RunThatIsNone_IsAFault(string body, string detail) =>
        Assert.Contains(detail, Assert.Single(Read(body, null, out _)).Detail, StringComparison.Ordinal);

    [Fact]
    public void Read_SeveralFaults_AreAllNamed() =>
        Assert.Equal(
            ["planner", "quality", "x"],
            Read("""{"planner":"v9","quality":101,"x":[1,{"y":2}]}""", Id, out _).Select(static fault => fault.Field)
        );

    [Fact]
    public void Read_NoUtf8_IsAFault() =>
        Assert.Equal("body", Assert.Single(QualityBody.Read([(byte)'{', (byte)'"', 0xFF, (byte)'"'], Id, out _)).Field);

    private static IReadOnlyList<Sidecar.Guard.Contracts.FieldFault> Read(string body, Guid? runId, out LateQuality late) =>
        QualityBody.Read(Encoding.UTF8.GetBytes(body), runId, out late);
}
