import RaftCore
import Screen
import Simulation

/// What stands where on a frame: filled while drawing, asked by the mouse.
struct HitMap {
  private let frame: Surface

  init(of frame: Surface) { self.frame = frame }

  /// Something on the screen that can be pointed at.
  enum Target: Hashable, Sendable {
    case pane(Pane)
    case server(ServerID)
    /// An entry of a server's log.
    case entry(ServerID, LogIndex)
    /// A packet on its way, by its number.
    case flight(Int)
    /// An event of the branch, by its number.
    case event(Int)
    case rule(Rule)
    case branch(Int)
    /// A moment of virtual time.
    case moment(Time)
    /// A command, by its place in `KeyCommand.allCases`.
    case command(KeyCommand)
    /// A line of the palette, by its place among those found.
    case choice(Int)
  }

  /// An area that scrolls as one.
  enum Pane: UInt8, CaseIterable, Hashable, Sendable {
    case servers, flights, clients, why, inspector
    case spaceTime, rules, history, branches, charts, help, palette, lesson
  }

  /// What a cell stands for, the uppermost first.
  func targets(at point: Point) -> [Target] { frame.tags(at: point).compactMap(Target.init) }

  /// Everything that can be pointed at, with its area, in the order of drawing.
  var places: [(target: Target, area: Rect)] {
    frame.regions.compactMap { region in
      Target(tag: region.tag).map { ($0, region.area) }
    }
  }

  /// Where a pane is; nowhere while it is not shown.
  func area(of pane: Pane) -> Rect {
    places.first { $0.target == .pane(pane) }?.area ?? .zero
  }

  /// The pane that a cell belongs to, if it does to one.
  func pane(at point: Point) -> Pane? {
    for case .pane(let pane) in targets(at: point) { return pane }
    return nil
  }
}

extension Surface {
  /// Notes that an area can be pointed at.
  mutating func mark(_ area: Rect, as target: HitMap.Target) { mark(area, tag: target.tag) }
}

extension HitMap.Target {
  /// A kind in the highest byte, a server in the next, a number in the rest.
  fileprivate var tag: UInt64 {
    switch self {
    case .pane(let pane): Self.tag(1, UInt64(pane.rawValue))
    case .server(let server): Self.tag(2, UInt64(server.number))
    case .entry(let server, let index): Self.tag(3, UInt64(index), server.number)
    case .flight(let id): Self.tag(4, UInt64(id))
    case .event(let number): Self.tag(5, UInt64(number))
    case .rule(let rule): Self.tag(6, UInt64(rule.rawValue))
    case .branch(let number): Self.tag(7, UInt64(number))
    case .moment(let time): Self.tag(8, UInt64(time))
    case .command(let command):
      Self.tag(9, UInt64(KeyCommand.allCases.firstIndex(of: command) ?? 0))
    case .choice(let place): Self.tag(10, UInt64(place))
    }
  }

  private static func tag(_ kind: UInt64, _ number: UInt64, _ server: Int = 0) -> UInt64 {
    kind << 56 | UInt64(server) << 48 | number & (1 << 48 - 1)
  }

  fileprivate init?(tag: UInt64) {
    let number = Int(tag & (1 << 48 - 1))
    let server = Int(tag >> 48 & 0xFF)
    switch tag >> 56 {
    case 1:
      guard let pane = HitMap.Pane(rawValue: UInt8(number)) else { return nil }
      self = .pane(pane)
    case 2: self = .server(ServerID(number))
    case 3: self = .entry(ServerID(server), number)
    case 4: self = .flight(number)
    case 5: self = .event(number)
    case 6:
      guard let rule = Rule(rawValue: UInt8(number)) else { return nil }
      self = .rule(rule)
    case 7: self = .branch(number)
    case 8: self = .moment(number)
    case 9: self = .command(KeyCommand.allCases[number])
    case 10: self = .choice(number)
    default: return nil
    }
  }
}
