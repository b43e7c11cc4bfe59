using System.Text;
using CsCheck;
using Sidecar.Configuration;
using Testing;

namespace Sidecar.Tests.Configuration;

public sealed class YarpJsonTests
{
    [Fact]
    public void Check_NoFile_SaysWhereItWasLookedForAndWhatToDo()
    {
        using var folder = new TemporaryFolder();

        var fault = Checking.Check(Checking.Inputs(folder.File("yarp.json"))).Fault();

        Assert.Equal(folder.File("yarp.json"), fault.Key);
        Assert.Contains("--config", fault.Problem, StringComparison.Ordinal);
        Assert.Contains("sample yarp.json in the root of the repository", fault.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Check_FolderInPlaceOfFile_IsAFault()
    {
        using var folder = new TemporaryFolder();

        Assert.Contains("cannot be read", Checking.Check(Checking.Inputs(folder.Path)).Fault().Problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{\n  \"a\": tru\n}", "line 2")]
    [InlineData("{\n\n  \"a\": 1", "line 3")]
    [InlineData("{} {}", "line 1")]
    [InlineData("", "line 1")]
    public void Check_BrokenJson_NamesTheLine(string content, string line)
    {
        Assert.Contains(line, Checking.Check(content).Fault().Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Check_InvalidUtf8_IsAFault()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder.File("yarp.json"), [.. "{\n\"a\": \""u8, 0xFF, .. "\"}"u8]);

        Assert.Contains("line 2", Checking.Check(Checking.Inputs(folder.File("yarp.json"))).Fault().Problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("null")]
    public void Check_NotAnObject_IsAFault(string content)
    {
        Assert.Contains("one JSON object", Checking.Check(content).Fault().Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Check_KeyTwiceInAnotherCase_NamesKeyAndLine()
    {
        var fault = Checking.Check(SampleFile.With("\"Shadow\": {\n\"Percent\": 5,\n\"percent\": 6 }")).Fault();

        Assert.Equal("Shadow:percent", fault.Key);
        Assert.Contains("line 17", fault.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Flatten_AnyBytesInAGoodFile_IsAnAnswerAndNoException()
    {
        var good = Encoding.UTF8.GetBytes(SampleFile.Good);
        Gen.Select(Gen.Int[0, good.Length - 1], Gen.Byte.Array[0, 4])
            .Sample(
                (at, bytes) =>
                {
                    var faults = new FaultList();
                    var complete = YarpJsonText.Flatten([.. good[..at], .. bytes, .. good[at..]], "file", [], faults);
                    return complete || faults.Count > 0;
                }
            );
    }

    [Fact]
    public void Flatten_CommentsCommasAndByteOrderMark_AreAllowed()
    {
        var data = new Dictionary<string, string?>();
        var faults = new FaultList();

        var complete = YarpJsonText.Flatten(
            [0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes("{ // c\n \"a\": [1.50, true, null, \"ü\",], \"b\": {}, \"c\": [], }")],
            "file",
            data,
            faults
        );

        Assert.True(complete);
        Assert.Empty(faults);
        Assert.Equal(
            new Dictionary<string, string?>
            {
                ["a:0"] = "1.50",
                ["a:1"] = "true",
                ["a:2"] = null,
                ["a:3"] = "ü",
                ["b"] = null,
                ["c"] = "",
            },
            data
        );
    }

    [Theory]
    [InlineData("\"Shadow\": { \"Percent\": 5 },\n\"Shadow:Percent\": 6", "Shadow:Percent")]
    [InlineData("\"Shadow:Percent\": 6,\n\"Shadow\": { \"Percent\": 5 }", "Shadow:Percent")]
    [InlineData("\"Guard\": { \"AllowedHosts\": [\"a\"],\n\"AllowedHosts:0\": \"b\" }", "Guard:AllowedHosts:0")]
    public void Check_SameKeyInAnotherForm_NamesKeyAndLine(string sections, string key)
    {
        var fault = Checking.Check(SampleFile.With(sections)).Fault();

        Assert.Equal(key, fault.Key);
        Assert.Contains("stands there twice, again at line 16", fault.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Flatten_EmptyName_IsANameOfItsOwn()
    {
        var data = new Dictionary<string, string?>();
        var faults = new FaultList();

        Assert.True(YarpJsonText.Flatten("""{"":{"a":1},"a":2,"b":{"":{"":3}}}"""u8, "file", data, faults));
        Assert.Empty(faults);
        Assert.Equal(
            new Dictionary<string, string?>
            {
                [":a"] = "1",
                ["a"] = "2",
                ["b::"] = "3",
            },
            data
        );
    }

    [Fact]
    public void Check_ControlCharacters_AreShownAsEscapes()
    {
        var faults = Checking.Check(SampleFile.With(""" "Shadow": { "Percent": "\u001b[2J", "a\nb": 1 } """)).Faults;

        Assert.Contains(faults, static fault => fault.Problem.StartsWith("'\\u001b[2J'", StringComparison.Ordinal));
        Assert.Contains(faults, static fault => fault.Key == "Shadow:a\\u000ab");
    }

    [Fact]
    public void Check_LongValue_IsNotCutWithinACharacter()
    {
        var fault = Checking.Check(SampleFile.With($"\"Shadow\": {{ \"Percent\": \"{new string('x', 59)}😀\" }}")).Fault();

        Assert.StartsWith($"'{new string('x', 59)}…'", fault.Problem, StringComparison.Ordinal);
    }
}
