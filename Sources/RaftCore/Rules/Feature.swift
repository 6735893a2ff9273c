/// An extension of plain Raft, off unless switched on.
///
/// None yet. A feature is a static member here, named in `all`; rules that it brings name it in
/// their rows (`feature:`), and the server asks `configuration.features` for it.
@usableFromInline package struct Feature: Sendable, BitwiseCopyable {
  /// Its place among the features, from 0; it never changes.
  @usableFromInline package let number: UInt8
  /// The name used on the command line and in scripts: lower case, words joined by hyphens.
  package let name: StaticString

  /// Every feature that there is.
  package static var all: [Feature] { [] }

  package var id: String { name.description }

  package init(_ number: UInt8, _ name: StaticString) {
    self.number = number
    self.name = name
  }

  /// The feature with the given `id`.
  package init?(id: String) {
    guard let feature = Self.all.first(where: { $0.id == id }) else { return nil }
    self = feature
  }

  /// The rules that it brings.
  package var rules: [Rule] { Rule.allCases.filter { $0.feature == self } }
}

extension Feature: Hashable {
  @usableFromInline package static func == (left: Feature, right: Feature) -> Bool {
    left.number == right.number
  }

  @usableFromInline package func hash(into hasher: inout Hasher) { hasher.combine(number) }
}

/// Which features are on. None are, unless switched on: then the run is that of plain Raft.
@usableFromInline package struct Features: Hashable, Sendable, BitwiseCopyable {
  private var on: UInt64 = 0

  /// Plain Raft.
  package init() {}

  /// Plain Raft with some features.
  package init(_ features: some Sequence<Feature>) {
    for feature in features { self[feature] = true }
  }

  /// Whether a feature is on.
  package subscript(feature: Feature) -> Bool {
    get { on & 1 << UInt64(feature.number) != 0 }
    set {
      if newValue {
        on |= 1 << UInt64(feature.number)
      } else {
        on &= ~(1 << UInt64(feature.number))
      }
    }
  }

  /// The features that are on, in the order of `Feature.all`.
  package var switchedOn: [Feature] { Feature.all.filter { self[$0] } }
}
