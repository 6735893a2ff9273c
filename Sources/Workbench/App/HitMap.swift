import ClientPrograms
import KeyValue
import RaftCore
import Screen
import Simulation

/// What stands where on a frame, and how far its panes scroll: noted while drawing, looked up by the
/// mouse and by the keys that scroll.
struct HitMap: Sendable {
  private let regions: [Region]

  init(of frame: Surface) { regions = frame.regions }

  /// Something on the screen that can be pointed at.
  enum Target: Hashable, Sendable {
    case pane(PaneID)
    /// How far a pane has something to scroll to, in rows.
    case extent(PaneID, last: Int)
    case server(ServerID)
    /// A program outside.
    case program(ProgramID)
    /// A key of etcd, by the revision at which it was created: no other ever has the same.
    case key(Revision)
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

  /// What a cell stands for, the uppermost first.
  func targets(at point: Point) -> [Target] {
    regions.reversed().filter { $0.area.contains(point) }.compactMap { region -> Target? in
      let target = Target(tag: region.tag)
      if case .extent = target { return nil }
      return target
    }
  }

  /// Everything that can be pointed at, with its area, in the order of drawing.
  var places: [(target: Target, area: Rect)] {
    regions.compactMap { region in
      Target(tag: region.tag).map { ($0, region.area) }
    }
  }

  /// Where a pane is; nowhere while it is not shown.
  func area(of pane: PaneID) -> Rect {
    places.first { $0.target == .pane(pane) }?.area ?? .zero
  }

  /// The pane that a cell belongs to, if it does to one.
  func pane(at point: Point) -> PaneID? {
    for case .pane(let pane) in targets(at: point) { return pane }
    return nil
  }

  /// How far a pane has something to scroll to; one that is not shown has nothing.
  func lastScroll(of pane: PaneID) -> Int {
    for case .extent(pane, let last) in regions.lazy.compactMap({ Target(tag: $0.tag) }) {
      return last
    }
    return 0
  }
}

extension Surface {
  /// Notes that an area can be pointed at.
  mutating func mark(_ area: Rect, as target: HitMap.Target) { mark(area, tag: target.tag) }

  /// Notes how far a pane has something to scroll to, in rows, if it has.
  mutating func mark(_ area: Rect, of pane: PaneID, scrollingTo last: Int) {
    if last > 0 { mark(area, as: .extent(pane, last: last)) }
  }
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
    case .extent(let pane, let last): Self.tag(11, UInt64(last), Int(pane.rawValue))
    case .program(let program): Self.tag(12, UInt64(program.number))
    case .key(let created): Self.tag(13, UInt64(created))
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
      guard let pane = PaneID(rawValue: UInt8(number)) else { return nil }
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
    case 11:
      guard let pane = PaneID(rawValue: UInt8(server)) else { return nil }
      self = .extent(pane, last: number)
    case 12:
      guard let program = ProgramID(number: number) else { return nil }
      self = .program(program)
    case 13: self = .key(number)
    default: return nil
    }
  }
}
