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
    case .written: return ("▤", .warning)
    case .timeout: return event.isRoutine ? ("♥", .leader) : ("◷", .warning)
    case .quiet, .stimulus, .delivered, .lost, .answered, .retried, .gaveUp, .asked:
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
      .setRule, .setFeature, .transfer, .manual, .reseed:
      nil
    }
  }

  /// What a message says, in a few columns; nil for heartbeats and what agrees with them.
  static func sign(of packet: Packet) -> String? {
    switch packet {
    case .request(let operation, _, _): return operation.description
    case .answer(.done, _, _, _): return "✓"
    case .answer(.redirect(let server), _, _, _): return server.map { "→\($0)" } ?? "→?"
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
      }
    }
  }
}
