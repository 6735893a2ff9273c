// Whoever works with members works with what is seen of them.
@_exported import ObservedEtcd
