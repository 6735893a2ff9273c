// The KeyValue module.
