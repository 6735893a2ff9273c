import ClientPrograms
import KeyValue
import RaftCore

/// What a member owes to programs outside: the questions that it has not answered, and the watches
/// that it serves. Memory, gone with a crash.
package struct Service: Hashable, Sendable {
  /// The questions that are not answered yet, the oldest first.
  package internal(set) var calls: [ServedCall] = []
  /// The watches, the oldest first.
  package internal(set) var watches: [ServedWatch] = []
  /// What requests gave that were applied in the step under way, and are to be answered.
  var results: [Result] = []
  /// Leases that ran out, to be revoked once it is sure that this member leads.
  var doomed: [LeaseID] = []
  /// The question by which it makes sure of that.
  var proof: RequestID?
  /// Grows whenever it begins to count leases, so that an old notice is not taken for a new one.
  var count: Int32 = 0
  /// Whether it has begun to count in the event under way.
  var hasBegunToCount = false
  /// When leases were last written down in the log.
  var checkpointedAt: Time = 0
  /// The number of the latest question.
  var lastNumber: Int32 = 0
  /// The term of the entry that was applied last.
  package internal(set) var appliedTerm: Term = 0

  /// What a request gave, by the entry at an index.
  struct Result: Hashable, Sendable {
    let place: Int
    let answer: StoreAnswer
    let index: LogIndex
    let term: Term
  }
}

/// A question that a member has not answered yet.
package struct ServedCall: Hashable, Sendable {
  /// The member's own number for it.
  package let number: Int32
  package let asker: ProgramID
  /// The asker's number.
  package let call: CallNumber
  package let question: ProgramCall
  /// Where its request stands in the table; nil when it is about a lease, and no request.
  package let place: Int?
  package let since: Time
  package var state: State

  package enum State: Hashable, Sendable {
    /// It is being given to Raft.
    case submitting
    /// Nobody leads, as far as the member knows: it is not proposed yet, and waits for a leader.
    case blocked
    /// It is proposed, or a read that waits for its index.
    case underWay
  }
}

/// A watch that a member serves.
package struct ServedWatch: Hashable, Sendable {
  /// The member's own number for it.
  let id: Int
  package let program: ProgramID
  /// The program's number for it.
  package let number: Int
  package let keys: KeyRange
  /// How many letters it was sent.
  var told = 0
}

// What a host does for programs while effects are carried out.
extension Host {
  /// Applies an entry that is none of the paper's clients': a request of the table, or the blank entry
  /// of a new leader.
  @inline(never) mutating func applyForPrograms(
    _ index: LogIndex, over network: inout Network, on agenda: inout Agenda,
    at occasion: Occasion
  ) {
    let entry = server.log[index]
    service.appliedTerm = entry.term
    if let reference = entry.command.reference {
      let answer = member.apply(
        network.post.requests[reference.place], at: clock(at: occasion.now))
      if service.calls.contains(where: { $0.place == reference.place }) {
        service.results.append(
          Service.Result(
            place: reference.place, answer: answer, index: index, term: entry.term))
      }
    } else if entry.isNoOp, entry.term == server.currentTerm, server.role.isLeader {
      // Its own blank entry is applied: now it knows all leases, and each has its whole time again.
      member.lead(at: clock(at: occasion.now), extension: timing.electionTimeout.lowerBound)
      service.count += 1
      service.hasBegunToCount = true
      service.checkpointedAt = clock(at: occasion.now)
      service.doomed = []
      service.proof = nil
      lookedAt = clock(at: occasion.now)
      scheduleLook(on: &agenda, at: occasion.now)
    }
  }

  /// Requests were applied that this member was asked for: it answers, whether it leads or not, and
  /// whoever proposed them.
  @inline(never) mutating func answerApplied(
    over network: inout Network, on agenda: inout Agenda, at occasion: Occasion
  ) {
    for result in service.results {
      guard let found = service.calls.firstIndex(where: { $0.place == result.place }) else {
        continue
      }
      let call = service.calls.remove(at: found)
      network.post(
        .answer(call.call, .store(result.answer), term: result.term), from: .server(id),
        to: .program(call.asker), of: call.asker, index: result.index, on: &agenda, at: occasion)
    }
    service.results = []
  }

  /// The leader looks for leases that ran out, at intervals of its own clock.
  func scheduleLook(on agenda: inout Agenda, at now: Time) {
    agenda.schedule(
      .leases(server: id, count: service.count),
      at: now + localClock.duration(of: LeaseClock.lookInterval))
  }

  /// Tells watchers what was applied.
  @inline(never) mutating func tellWatchers(
    over network: inout Network, on agenda: inout Agenda, at occasion: Occasion
  ) {
    for notice in member.takeNotices() {
      guard let place = service.watches.firstIndex(where: { $0.id == notice.watch }) else {
        continue
      }
      service.watches[place].told += 1
      let watch = service.watches[place]
      network.post(
        .notice(watch.number, notice.response), from: .server(id), to: .program(watch.program),
        of: watch.program, turn: watch.told, on: &agenda, at: occasion)
      if case .cancelled = notice.response { service.watches.remove(at: place) }
    }
  }

  /// Raft has answered a request of a program, or of the member itself.
  @inline(never) mutating func answerProgram(
    _ request: RequestID, _ answer: Answer, over network: inout Network,
    on agenda: inout Agenda, at occasion: Occasion
  ) {
    if request == service.proof { return proved(answer, on: &agenda, at: occasion) }
    let found = service.calls.firstIndex { call in
      call.place.map { RequestID(place: $0) == request } ?? false
    }
    guard let found, let place = service.calls[found].place else { return }
    let call = service.calls[found]
    let content: Letter.Content
    switch answer {
    // It was answered when the entry was applied.
    case .applied: return
    case .query:
      content = .answer(
        call.call, .store(member.apply(network.post.requests[place], at: clock(at: occasion.now))),
        term: service.appliedTerm)
    case .notLeader:
      switch call.state {
      case .submitting, .blocked:
        // A leader that is handing over drops what it is asked.
        guard server.role.isLeader else {
          service.calls[found].state = .blocked
          return
        }
        content = .failure(call.call, .unavailable)
      case .underWay:
        // A read fails as soon as its leader is lost. Of a write nothing is known yet.
        guard case .request(let request, _) = call.question, !request.isWrite else { return }
        content = .failure(call.call, .unavailable)
      }
    }
    service.calls.remove(at: found)
    network.post(
      content, from: .server(id), to: .program(call.asker), of: call.asker, index: applied,
      on: &agenda, at: occasion)
  }

  /// Whether a leader has heard from a majority lately, so that nobody else leads yet.
  func wasActive(at now: Time) -> Bool {
    let clock = clock(at: now)
    if let end = server.leaseEnd { return clock < end }
    return clock - lookedAt <= timing.electionTimeout.lowerBound + LeaseClock.lookInterval
  }

  /// It is sure that it leads, or that it does not.
  private mutating func proved(
    _ answer: Answer, on agenda: inout Agenda, at occasion: Occasion
  ) {
    service.proof = nil
    switch answer {
    case .query: agenda.schedule(.serve(server: id, number: 0), at: occasion.now)
    case .applied, .notLeader: service.doomed = []
    }
  }
}
