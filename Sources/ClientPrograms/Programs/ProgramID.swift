/// The name of a program outside the cluster: `pod-a`, `api-1`, `resource` or `etcdctl`.
package enum ProgramID: Hashable, Sendable, BitwiseCopyable {
  /// A pod, 1 … 9, of which one is to lead.
  case pod(Int)
  /// An API server, 1 … 3, between pods and etcd.
  case apiServer(Int)
  /// What the leader works on.
  case resource
  /// Whoever is at the keyboard asks etcd through this.
  case console

  /// The most pods, and the most API servers.
  package static let podLimit = 9
  package static let apiServerLimit = 3
}

extension ProgramID: CustomStringConvertible {
  package var description: String {
    switch self {
    case .pod(let number): "pod-\(Self.letter(number))"
    case .apiServer(let number): "api-\(number)"
    case .resource: "resource"
    case .console: "etcdctl"
    }
  }

  /// Whether it is a pod.
  package var isPod: Bool { if case .pod = self { true } else { false } }

  /// The program of that name; nil when there can be none.
  package init?(_ text: some StringProtocol) {
    guard let found = Self.all.first(where: { $0.description == text }) else { return nil }
    self = found
  }

  /// All that there can be, in their order.
  package static let all: [ProgramID] =
    (1...podLimit).map { .pod($0) } + (1...apiServerLimit).map { .apiServer($0) } + [
      .resource, .console,
    ]

  private static func letter(_ number: Int) -> Character {
    Character(Unicode.Scalar(UInt8(96 + number)))
  }
}

extension ProgramID: Comparable {
  /// A number from 1 on, by which it is packed and ordered: pods, API servers, then the others.
  package var number: Int {
    switch self {
    case .pod(let number): number
    case .apiServer(let number): Self.podLimit + number
    case .resource: Self.podLimit + Self.apiServerLimit + 1
    case .console: Self.podLimit + Self.apiServerLimit + 2
    }
  }

  /// The program with a number; nil when there is none.
  package init?(number: Int) {
    guard Self.all.indices.contains(number - 1) else { return nil }
    self = Self.all[number - 1]
  }

  package static func < (left: ProgramID, right: ProgramID) -> Bool { left.number < right.number }
}
