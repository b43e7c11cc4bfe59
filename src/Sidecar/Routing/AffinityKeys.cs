using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.Repositories;

namespace Sidecar.Routing;

/// <summary>
/// The keys with which YARP protects the cookie or header of session affinity: in <c>~/.aspnet/DataProtection-Keys</c>, where the framework
/// has them too, or in memory where there is no home. That folder is made with the first key; the framework makes it at every start, with
/// warnings where it cannot be written or will not last, and few clusters of planners have session affinity.
/// </summary>
internal sealed class AffinityKeys(ILoggerFactory loggers) : IXmlRepository
{
    // A folder that could not be made is tried again: it is no answer to keep.
    private readonly Lazy<IXmlRepository> _keys = new(
        () =>
            FileSystemXmlRepository.DefaultKeyStorageDirectory is { } folder
                ? new FileSystemXmlRepository(folder, loggers)
                : new EphemeralKeys(),
        LazyThreadSafetyMode.PublicationOnly
    );

    public IReadOnlyCollection<XElement> GetAllElements() => _keys.Value.GetAllElements();

    public void StoreElement(XElement element, string friendlyName) => _keys.Value.StoreElement(element, friendlyName);

    private sealed class EphemeralKeys : IXmlRepository
    {
        private readonly Lock _turn = new();
        private readonly List<XElement> _elements = [];

        public IReadOnlyCollection<XElement> GetAllElements()
        {
            lock (_turn)
                return [.. _elements.Select(static element => new XElement(element))];
        }

        public void StoreElement(XElement element, string friendlyName)
        {
            lock (_turn)
                _elements.Add(new XElement(element));
        }
    }
}
