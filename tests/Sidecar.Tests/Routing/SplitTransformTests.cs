using Shadow.Runs;
using Sidecar.Routing;
using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.Forwarder;
using Yarp.ReverseProxy.Model;
using Yarp.ReverseProxy.Transforms.Builder;

namespace Sidecar.Tests.Routing;

public sealed class SplitTransformTests
{
    private readonly CanarySplitTransformFactory _factory = new();

    [Fact]
    public void Validate_EverythingWrong_ReportsEveryFault()
    {
        var transform = Transform(("CanarySplit", "v1"), ("StickyKey", "user"), ("Mirror", "yes"), ("Judge", "none"), ("Mirorr", "on"));
        var context = Context("other", transform);

        Assert.True(_factory.Validate(context, transform));
        Assert.Collection(
            context.Errors.Select(static error => error.Message).Order(StringComparer.Ordinal),
            static message => Assert.StartsWith("CanarySplit is 'v1'; allowed is v2", message, StringComparison.Ordinal),
            static message => Assert.StartsWith("ClusterId is 'other'", message, StringComparison.Ordinal),
            static message => Assert.Equal("Judge is 'none'; allowed is plans, all or off", message),
            static message => Assert.Equal("Mirror is 'yes'; allowed is on or off", message),
            static message => Assert.Contains("StickyKey is 'user'; allowed is header:NAME", message, StringComparison.Ordinal),
            static message => Assert.Contains("unknown key 'Mirorr'", message, StringComparison.Ordinal)
        );
    }

    [Fact]
    public void Validate_SplitTwice_IsOneFault()
    {
        var first = Transform(("CanarySplit", "v2"));
        var second = Transform(("CanarySplit", "v2"));
        var context = Context("v1", first, second);

        _factory.Validate(context, first);
        _factory.Validate(context, second);

        Assert.Contains("2 times", Assert.Single(context.Errors).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Validate_TransformOfSomeoneElse_IsLeftToThem()
    {
        var transform = Transform(("PathPrefix", "/x"));

        Assert.False(_factory.Validate(Context("v1", transform), transform));
        Assert.False(_factory.Build(new TransformBuilderContext(), transform));
    }

    [Fact]
    public void Build_Split_ChangesNothingOnTheWay()
    {
        var context = new TransformBuilderContext();

        Assert.True(_factory.Build(context, Transform(("CanarySplit", "v2"))));
        Assert.Empty(context.RequestTransforms);
        Assert.Empty(context.ResponseTransforms);
        Assert.Null(context.UseDefaultForwarders);
    }

    [Fact]
    public void For_RouteWithSplit_IsItsPolicyReadOnce()
    {
        var routes = new SplitRoutes();
        var model = Model(
            Transform(("PathPrefix", "/x")),
            Transform(("canarysplit", "V2"), ("stickykey", "Query:user"), ("mirror", "OFF"), ("judge", "All"))
        );

        var policy = routes.For(model);

        Assert.Equal(
            new SplitPolicy
            {
                StickyKey = new StickyKey(StickySource.Query, "user"),
                Mirror = false,
                Judge = JudgeMode.All,
            },
            policy
        );
        Assert.Same(policy, routes.For(new RouteModel(model.Config, model.Cluster, model.Transformer)));
    }

    [Fact]
    public void For_RouteWithSplitAlone_HasTheDefaults()
    {
        Assert.Equal(
            new SplitPolicy
            {
                StickyKey = null,
                Mirror = true,
                Judge = JudgeMode.Plans,
            },
            new SplitRoutes().For(Model(Transform(("CanarySplit", "v2"))))
        );
    }

    [Fact]
    public void For_RouteWithoutSplit_IsNull()
    {
        Assert.Null(new SplitRoutes().For(Model()));
    }

    private static RouteModel Model(params IReadOnlyDictionary<string, string>[] transforms) =>
        new(new RouteConfig { RouteId = "r", Transforms = transforms }, null, HttpTransformer.Empty);

    private static TransformRouteValidationContext Context(string cluster, params IReadOnlyDictionary<string, string>[] transforms) =>
        new()
        {
            Route = new RouteConfig
            {
                RouteId = "r",
                ClusterId = cluster,
                Transforms = transforms,
            },
        };

    private static Dictionary<string, string> Transform(params (string Key, string Value)[] pairs) =>
        pairs.ToDictionary(static pair => pair.Key, static pair => pair.Value);
}
