import ClientPrograms
import KeyValue
import RaftCore
import Simulation

/// The signs of the space-time view.
enum SpaceTimeGlyph {
  /// An event on its lane.
  static func of(_ event: Happening) -> (String, Theme.Ink) {
    if event.violation != nil { return ("✗", .violation) }
    let rules = event.step.firings.map(\.rule)
    if rules.contains(.stopAfterTransfer) { return ("✖", .down) }
    if rules.contains(.beginTransfer) || rules.contains(.sendTimeoutNow) { return ("⇒", .key) }
    if let outside = event.outside, let glyph = of(outside) { return glyph }
    if case .stimulus(let stimulus) = event.what, let glyph = of(stimulus) { return glyph }
    if rules.contains(.becomeLeader) { return ("★", .leader) }
    if rules.contains(.startElection) { return ("◆", .candidate) }
    if rules.contains(.askForPreVotes) { return ("◇", .candidate) }
    if rules.contains(.stepDownWithoutQuorum) { return ("○", .warning) }
    if rules.contains(.deleteConflicting) { return ("≠", .down) }
    if rules.contains(.advanceCommit) || rules.contains(.commitBoundedByLastNew) {
      return ("✓", .good)
    }
    switch event.what {
    case .written, .seen(.snapshotOnDisk): return ("▤", .warning)
    case .seen(.life(.crashed)): return ("✖", .down)
    case .seen(.life(.paused)): return ("‖", .paused)
    case .seen(.answers(false)): return ("?", .down)
    case .seen(.life(.running)), .seen(.began), .seen(.answers(true)): return ("▲", .good)
    case .timeout: return event.isRoutine ? ("♥", .leader) : ("◷", .warning)
    case .quiet, .stimulus, .delivered, .lost, .answered, .retried, .gaveUp, .asked, .outside,
      .seen:
      return event.isRoutine ? ("•", .faint) : ("●", .text)
    }
  }

  /// An act that makes a server stop or go on; nil for one that does neither.
  private static func of(_ stimulus: Stimulus) -> (String, Theme.Ink)? {
    switch stimulus {
    case .crash, .stop, .wipe: ("✖", .down)
    case .restart: ("▲", .good)
    case .pause: ("‖", .paused)
    case .resume: ("▲", .paused)
    case .timeOut, .split, .isolate, .cut, .mend, .heal, .write, .read, .drop, .duplicate, .hold,
      .deliver, .heartbeat, .sync, .retry, .giveUp, .setClock, .jumpClock, .setDisk, .setLink,
      .setTiming, .setRule, .setFeature, .transfer, .snapshot, .changeMembers, .manual, .reseed:
      nil
    case .outside(.crash): ("✖", .down)
    case .outside(.restart): ("▲", .good)
    case .outside(.pause): ("‖", .paused)
    case .outside(.resume): ("▲", .paused)
    case .outside: nil
    }
  }

  /// What belongs to the programs outside: who begins to believe that he leads, and who ceases to.
  private static func of(_ event: OutsideEvent) -> (String, Theme.Ink)? {
    guard let change = event.believers else { return nil }
    return change.after.count > change.before.count ? ("★", .leader) : ("○", .warning)
  }

  /// What a message says, in a few columns; nil for heartbeats and what agrees with them.
  static func sign(of packet: Packet) -> String? {
    switch packet {
    case .request(let operation, _, _): return operation.description
    case .answer(.done(.sessionExpired, _), _, _, _): return "✗"
    case .answer(.done(.sessionOpened, let index), _, _, _): return "s\(index)"
    case .answer(.done, _, _, _): return "✓"
    case .answer(.redirect(let server), _, _, _): return server.map { "→\($0)" } ?? "→?"
    case .letter(let letter): return sign(of: letter)
    case .message(let message):
      switch message.body {
      case .requestVote: return "V?"
      case .requestVoteReply(let isGranted): return isGranted ? "V✓" : "V✗"
      case .appendEntries(let request):
        return request.entries.isEmpty ? nil : "+\(request.entries.count)"
      case .appendEntriesReply(.success): return nil
      case .appendEntriesReply(.failure): return "✗"
      case .preVote: return "P?"
      case .preVoteReply(_, let isGranted): return isGranted ? "P✓" : "P✗"
      case .timeoutNow: return "T!"
      case .readIndex: return "R?"
      case .readIndexReply(_, let index): return "R\(index)"
      case .propose(_, let command): return command.operation?.description
      case .installSnapshot(let snapshot): return SnapshotSign.text(of: snapshot.last)
      }
    }
  }

  /// What a letter says, in a few columns; nil for what is said all the time.
  private static func sign(of letter: Letter) -> String? {
    switch letter.content {
    case .question(_, .request(let request, _)), .handedOn(_, .request(let request, _), _):
      request.isWrite ? "W" : "R?"
    case .question(_, .api(.get)): "GET"
    case .question(_, .api(.create)): "POST"
    case .question(_, .api(.update)): "PUT"
    case .question(_, .keepAlive), .question(_, .timeToLive), .question(_, .work): nil
    case .handedOn, .handedBack, .unwatch: nil
    case .answer(_, .api(.conflict), _), .answer(_, .api(.alreadyExists), _): "409"
    case .answer(_, .work(false), _): "✗"
    case .answer: nil
    case .failure, .watchLost: "✗"
    case .watch: "watch"
    case .notice: "!"
    }
  }
}
