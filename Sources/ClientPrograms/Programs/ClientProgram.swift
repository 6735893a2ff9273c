import KeyValue

/// A client of the store, or of other clients, as a value: it is given an input and says what it
/// wants done, and why.
///
/// It knows no time but that of its own clock, in microseconds, which may run at another rate than
/// others or jump. Copy it to look ahead, compare two to see what changed.
package protocol ClientProgram: Hashable, Sendable {
  /// Takes an input in, and collects in `step` what follows.
  mutating func handle(_ input: ProgramInput, at clock: Int, into step: inout ProgramStep)
}

/// The number of a question that a program asks, by which it knows the answer again. No two
/// questions of a program have the same, so an answer that comes late is not taken for another.
package typealias CallNumber = Int

/// A number that only grows from one leader to the next, for whoever wants to know which of two is
/// the later one.
package typealias Token = Int

/// What a program is given: the only things that can make it do anything.
package enum ProgramInput: Hashable, Sendable {
  /// Its process begins, for the first time or after a crash.
  case started
  /// A timer ran out.
  case timeout(ProgramTimer)
  /// A question was answered.
  case answered(CallNumber, ProgramAnswer)
  /// A question was not, or not in time.
  case failed(CallNumber, CallFailure)
  /// The program's watch saw something. A program has one watch at most.
  case watched(Watcher.Response)
  /// The connection that the watch stood on broke.
  case watchLost
  /// It is to give its leadership up at once, although its work has not ended.
  case release
  /// It is to end in an orderly way, until it is started again.
  case cancel
  /// It is to let others know a new value of its key.
  case proclaim(Text)
  /// Somebody asks it something, under a number for the answer.
  case asked(CallNumber, ProgramCall)
  /// It is to watch keys from a revision on, 0 for what comes from now on.
  case watch(KeyRange, from: Revision)
  /// It is to watch no more.
  case unwatch
}

/// What a program asks of others.
package enum ProgramCall: Hashable, Sendable {
  /// Of a member of etcd; the way is how a read gets its answer.
  case request(Request, Operation.Way)
  /// Of a member of etcd: the lease shall have its whole time again. Nothing of it is in the log.
  case keepAlive(LeaseID)
  /// Of a member of etcd: how long a lease still lasts.
  case timeToLive(LeaseID)
  /// Of an API server.
  case api(APIRequest)
  /// Of the resource outside.
  case work(Work)
}

/// What others answer.
package enum ProgramAnswer: Hashable, Sendable {
  case store(StoreAnswer)
  /// The lease has so many seconds again; nil: there is no such lease.
  case keptAlive(LeaseID, ttl: Int?)
  case timeToLive(LeaseID, Member.TimeToLive)
  case api(APIAnswer)
  case work(accepted: Bool)
}

/// Why there is no answer.
package enum CallFailure: String, CaseIterable, Hashable, Sendable {
  /// None came in time.
  case timedOut
  /// Refused, because nobody leads or nobody is there: it was never proposed.
  case unavailable
  /// The connection broke before the answer came.
  case connectionLost

  /// Whether what was asked for may have been done all the same, or may yet be.
  package var isUnknown: Bool { self != .unavailable }
}

/// The timers of programs.
package enum ProgramTimer: UInt8, CaseIterable, Hashable, Sendable, BitwiseCopyable {
  /// The lease must be kept alive.
  case keepAlive
  /// The deadline of the lease must be looked at.
  case look
  /// What failed, or what others held, is to be tried again.
  case retry
  /// A leader must renew its record.
  case renew
  /// A leader that has not renewed its record by then gives up.
  case renewDeadline
  /// The leader does a piece of work.
  case work
  /// The work that was told to end has ended.
  case workEnds
  /// Whoever is elected may act.
  case lockDelay
  /// A program that has ended begins anew.
  case restart

  /// The timer's name in exports and scripts.
  package var name: String {
    switch self {
    case .keepAlive: "keep-alive"
    case .look: "look"
    case .retry: "retry"
    case .renew: "renew"
    case .renewDeadline: "renew-deadline"
    case .work: "work"
    case .workEnds: "work-ends"
    case .lockDelay: "lock-delay"
    case .restart: "restart"
    }
  }
}
