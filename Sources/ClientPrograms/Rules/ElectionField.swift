import KeyValue

/// A part of what a client went by, with its name.
///
/// The same idea as `Field` in RaftCore, of which this module knows nothing.
package struct ElectionField: Hashable, Sendable {
  /// Its name in the code and in exports: `deadline`.
  package let name: String
  package let value: Value

  init(_ name: String, _ value: Value) {
    self.name = name
    self.value = value
  }

  /// A value, of a kind that readers can tell apart.
  package enum Value: Hashable, Sendable {
    /// There is none, or it is not known.
    case none
    /// A moment by the client's own clock, in microseconds.
    case moment(Int)
    /// A span of time by the client's own clock, in microseconds.
    case span(Int)
    case revision(Revision)
    case lease(LeaseID)
    case key(Text)
    case count(Int)
    case flag(Bool)
    case text(String)
  }
}

extension ElectionField.Value {
  static func moment(_ moment: Int?) -> Self { moment.map { .moment($0) } ?? .none }
  static func revision(_ revision: Revision?) -> Self {
    revision.map { .revision($0) } ?? .none
  }
  static func key(_ key: Text?) -> Self { key.map { .key($0) } ?? .none }
  static func count(_ count: Int?) -> Self { count.map { .count($0) } ?? .none }

  /// The value in a line; `-` for none.
  package var text: String {
    switch self {
    case .none: "-"
    case .moment(let time), .span(let time): Self.milliseconds(time)
    case .revision(let number), .lease(let number), .count(let number): "\(number)"
    case .key(let key): "\(key)"
    case .flag(let isSet): isSet ? "yes" : "no"
    case .text(let text): text
    }
  }

  /// A time in milliseconds, what is less cut off: `150ms`.
  private static func milliseconds(_ time: Int) -> String { "\(time / 1000)ms" }
}
