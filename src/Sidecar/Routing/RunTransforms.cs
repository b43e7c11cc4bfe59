using Shadow.Capture;
using Shadow.Mirroring;
using Shadow.Runs;

namespace Sidecar.Routing;

/// <summary>What every run's transformer needs.</summary>
/// <param name="Sender">Sends shadows.</param>
/// <param name="Targets">Chooses where they go.</param>
/// <param name="Budget">What copies of answers are reserved from.</param>
/// <param name="Observer">Learns of bad signals.</param>
internal sealed record RunTransforms(ShadowSender Sender, ShadowTargets Targets, IByteBudget Budget, IRunObserver Observer);
