/// The keys that a request or a watch is about.
package enum KeyRange: Hashable, Sendable, CustomStringConvertible {
  /// One key.
  case key(Text)
  /// All keys that begin so; every key where it is empty.
  case prefix(Text)
  /// The keys from the first on, up to and without the second.
  case between(Text, Text)
  /// This key and all after it.
  case from(Text)

  /// Whether a key is one of them.
  package func contains(_ key: Text) -> Bool {
    switch self {
    case .key(let only): key == only
    case .prefix(let prefix): key.hasPrefix(prefix)
    case .between(let first, let end): first <= key && key < end
    case .from(let first): first <= key
    }
  }

  /// Whether there can be keys after all of it.
  var hasEnd: Bool {
    switch self {
    case .key, .between: true
    case .prefix(let prefix): !prefix.isEmpty
    case .from: false
    }
  }

  /// The texts that it is made of.
  var bounds: [Text] {
    switch self {
    case .key(let key), .from(let key), .prefix(let key): [key]
    case .between(let first, let end): [first, end]
    }
  }

  /// `a`, `a*`, `a..b` or `a..`.
  package var description: String {
    switch self {
    case .key(let key): "\(key)"
    case .prefix(let prefix): "\(prefix)*"
    case .between(let first, let end): "\(first)..\(end)"
    case .from(let first): "\(first).."
    }
  }
}
