/// A term: Raft's logical clock, counted from 1; 0 is "before the first election" (§5.1).
@usableFromInline package typealias Term = Int

/// A position in the log, counted from 1; 0 is "before the first entry" (§5.3).
@usableFromInline package typealias LogIndex = Int

/// What a client wants applied to the state machine: 32 opaque bytes, held in place.
///
/// Raft never looks inside. The bytes are four words so that an entry is a plain value: logs and
/// messages are copied, compared and kept in checkpoints without touching the heap. All zeros is
/// the leader's no-op (§8).
@usableFromInline package struct Command: Hashable, Sendable, BitwiseCopyable {
  package var word0: UInt64
  package var word1: UInt64
  package var word2: UInt64
  package var word3: UInt64

  package init(_ word0: UInt64, _ word1: UInt64 = 0, _ word2: UInt64 = 0, _ word3: UInt64 = 0) {
    self.word0 = word0
    self.word1 = word1
    self.word2 = word2
    self.word3 = word3
  }

  /// The blank command that a new leader appends at the start of its term (§8).
  package static var noOp: Command { Command(0) }
}

/// One entry of a log: a command, and the term in which a leader received it (§5.3).
@usableFromInline package struct Entry: Hashable, Sendable, BitwiseCopyable {
  @usableFromInline package var term: Term
  @usableFromInline package var command: Command

  package init(term: Term, command: Command) {
    self.term = term
    self.command = command
  }

  /// Whether this is the blank entry of a new leader (§8).
  package var isNoOp: Bool { command == .noOp }
}

/// The index and the term of one entry, which together identify it in every log (§5.3, Log
/// Matching).
@usableFromInline
package struct LogPosition: Hashable, Sendable, BitwiseCopyable, CustomStringConvertible {
  @usableFromInline package var index: LogIndex
  @usableFromInline package var term: Term

  package init(index: LogIndex, term: Term) {
    self.index = index
    self.term = term
  }

  /// The position before the first entry.
  package static var start: LogPosition { LogPosition(index: 0, term: 0) }

  /// Whether a log that ends here is at least as up-to-date as one that ends at `other` (§5.4.1):
  /// the later last term wins; with the same last term, the longer log.
  package func isAtLeastAsUpToDate(as other: LogPosition) -> Bool {
    term != other.term ? term > other.term : index >= other.index
  }

  @usableFromInline package var description: String { "(index \(index), term \(term))" }
}
