import ClientPrograms
import KeyValue
import RaftCore
import Screen
import Simulation

// Which keys do what a script does: those who watch a sink want to know.
extension Laboratory {
  /// The keys that do this, the server's first where it is not selected; none when there is no key
  /// for it.
  func keys(for stimulus: Stimulus) -> [Key] {
    switch stimulus {
    case .crash(let server, _, _), .restart(let server): keys(.killOrRestart, at: server)
    case .stop(let server): keys(.stop, at: server)
    case .pause(let server), .resume(let server): keys(.pauseOrResume, at: server)
    case .wipe(let server): keys(.wipe, at: server)
    case .timeOut(let server): keys(.timeOut, at: server)
    case .isolate(let server): keys(.isolate, at: server)
    case .write(_, _, let server): keys(.write, at: server ?? selected)
    case .read(_, let server, let way): keys(command(for: way), at: server ?? selected)
    case .transfer(let server): keys(.transfer, at: server)
    case .snapshot(let server): keys(.snapshot, at: server)
    case .setFeature(let feature, _):
      keys(.features) + keys(switching: feature) + keys(.cancel, in: .choosingFeature)
    case .heal: keys(.heal)
    case .split(let sides):
      keys(.split) + (sides.last ?? []).map { digit($0) } + keys(.confirm, in: .splitting)
    case .cut(let from, let to), .mend(let from, let to):
      keys(.cutLink) + [digit(from), digit(to)]
    case .drop: keys(.messages) + keys(.dropMessage, in: .choosingMessage)
    case .duplicate: keys(.messages) + keys(.duplicateMessage, in: .choosingMessage)
    case .hold: keys(.messages) + keys(.holdMessage, in: .choosingMessage)
    case .deliver: keys(.messages) + keys(.deliverMessage, in: .choosingMessage)
    case .heartbeat, .sync, .retry, .giveUp, .setClock, .jumpClock, .setDisk, .setLink, .setRule,
      .setTiming, .manual, .reseed:
      []
    case .changeMembers(let change): keys(for: change)
    case .outside(let act): keys(for: act)
    }
  }

  /// By the list of members, which opens at the selected server.
  private func keys(for change: MembershipChange) -> [Key] {
    func at(_ server: ServerID, _ command: KeyCommand) -> [Key] {
      keys(.members) + [digit(server)] + keys(command, in: .choosingMember)
    }
    switch change {
    case .add(let server), .promote(let server): return at(server, .confirm)
    case .addLearner(let server): return at(server, .addLearner)
    case .remove(let server): return at(server, .removeMember)
    case .several:
      let marks = change.servers.flatMap { [digit($0)] + keys(.markMember, in: .choosingMember) }
      return keys(.members) + marks + keys(.confirm, in: .choosingMember)
    }
  }

  /// Its number in the list; past the ninth the arrow leads there.
  private func keys(switching feature: Feature) -> [Key] {
    let place = Int(feature.rawValue)
    guard place > 8 else { return [.character(Character("\(place + 1)"))] }
    return Array(repeating: Key(.down), count: place) + keys(.confirm, in: .choosingFeature)
  }

  private func keys(for act: ProgramAct) -> [Key] {
    switch act {
    case .crash(let program), .restart(let program): keys(.killOrRestart, at: program)
    case .pause(let program), .resume(let program): keys(.pauseOrResume, at: program)
    case .isolate(let program): keys(.isolate, at: program)
    case .cancel(let program): keys(.stop, at: program)
    case .release(let program): keys(.release, at: program)
    case .due(.program(let program), .next): keys(.timeOut, at: program)
    case .due: []
    case .cut, .mend, .setLink, .setClock, .jumpClock, .proclaim, .setRule, .ask, .watch,
      .unwatch:
      []
    }
  }

  /// A command at a program: from the last server on the arrow leads to it.
  private func keys(_ command: KeyCommand, at program: ProgramID) -> [Key] {
    guard views.program != program else { return keys(command) }
    let place = state.outside?.selectable.firstIndex { $0.id == program } ?? 0
    return [digit(ServerID(state.servers.count))]
      + Array(repeating: Key(.down), count: place + 1) + keys(command)
  }

  private func command(for way: Operation.Way) -> KeyCommand {
    switch way {
    case .log: .read
    case .linearizable: .readIndex
    case .lease: .readByLease
    case .serializable: .readSerializable
    }
  }

  private func keys(_ command: KeyCommand, in context: Keymap.Context = .normal) -> [Key] {
    keymap.binding(of: command, in: context)?.keys.first.map { [$0] } ?? []
  }

  private func keys(_ command: KeyCommand, at server: ServerID) -> [Key] {
    (server == selected ? [] : [digit(server)]) + keys(command)
  }

  private func digit(_ server: ServerID) -> Key { .character(Character("\(server.number)")) }
}
