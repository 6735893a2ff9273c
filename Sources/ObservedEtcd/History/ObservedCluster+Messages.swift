import RaftCore
import Simulation

// What messages tell: of who sends them, at once; of who receives them, nothing yet.
extension ObservedCluster {
  mutating func see(
    _ message: Message, _ id: Int, _ fate: Sighting.Fate, into happening: inout Happening
  ) {
    learn(from: message)
    var flight = FlightState(id: id, .message(message), sentBy: position, sentAt: now)
    switch fate {
    case .passed:
      happening.what = .delivered
      arrive(message)
      keep(passed: flight)
    case .lost(let loss):
      happening.what = .lost(loss)
      flight.loss = loss
    case .waits(let span):
      flight.arrivesAt = now + span
      happening.what = .seen(.waits(span))
      happening.sent = id..<id + 1
      flights.append(flight)
      flights.sort { ($0.arrivesAt ?? .max, $0.id) < ($1.arrivesAt ?? .max, $1.id) }
    }
    happening.flight = flight
  }

  /// A message that waited went on, or is lost.
  mutating func end(_ id: Int, _ fate: Sighting.Fate, into happening: inout Happening) {
    guard let place = flights.firstIndex(where: { $0.id == id }) else { return }
    var flight = flights.remove(at: place)
    if case .lost(let loss) = fate {
      flight.loss = loss
      happening.what = .lost(loss)
    } else if case .message(let message) = flight.packet {
      happening.what = .delivered
      happening.server = message.to
      arrive(message)
      keep(passed: flight)
    }
    happening.flight = flight
  }

  /// What a message says about its sender.
  private mutating func learn(from message: Message) {
    let sender = message.from
    switch message.head.content {
    case .requestVote(let lastLog, _):
      raise(sender, to: message.term)
      candidacies[sender] = (message.term, lastLog)
      if isCurrent(message.term, of: sender) {
        update(sender) {
          $0.vote = .given(sender)
          $0.leader = nil
          if !($0.role?.isLeader ?? false) { $0.role = .candidate($0.role?.candidacy) }
        }
        vote(by: sender, for: sender, in: message.term)
      }
    case .requestVoteReply(let granted):
      raise(sender, to: message.term)
      if granted.isTrue, isCurrent(message.term, of: sender) {
        update(sender) { $0.vote = .given(message.to) }
        vote(by: sender, for: message.to, in: message.term)
      } else {
        refuse(message)
      }
    case .appendEntries, .installSnapshot: lead(sender, in: message.term)
    case .appendEntriesReply, .readIndexReply, .readIndex: raise(sender, to: message.term)
    case .timeoutNow:
      lead(sender, in: message.term)
      let last = servers[sender.number - 1].raft.log?.lastIndex ?? 0
      let match = servers[sender.number - 1].raft.role?.leadership?[message.to].matchIndex
      if let match {
        let evidence = Evidence.transfer(to: message.to, matchIndex: match, lastIndex: last)
        derived.append(.inferred(sender, .sendTimeoutNow, evidence))
      }
    case .preVote:
      raise(sender, to: message.term)
      if isCurrent(message.term, of: sender) {
        update(sender) {
          if !($0.role?.isPreCandidate ?? false) { $0.role = .preCandidate(nil) }
          $0.leader = nil
        }
      }
    case .preVoteReply, .propose: break
    }
  }

  /// What a message is for who receives it.
  private mutating func arrive(_ message: Message) {
    if case .appendEntries = message.head.content {
      // When its timer runs out nobody sees; that it began again, if the message was of its leader.
      servers[message.to.number - 1].election = .running(since: now, until: nil)
    }
    if message.term > servers[message.to.number - 1].raft.currentTerm ?? 0 {
      higherTerms[message.to] = (message.from, message.term)
    }
  }

  // MARK: Small changes

  func isCurrent(_ term: Term, of server: ServerID) -> Bool {
    servers[server.number - 1].raft.currentTerm == term
  }

  mutating func update(_ server: ServerID, _ change: (inout RaftState) -> Void) {
    change(&servers[server.number - 1].raft)
  }

  /// A server is known to be in a term: what was known of its vote and role in a lower one is over.
  mutating func raise(_ server: ServerID, to term: Term) {
    guard term > servers[server.number - 1].raft.currentTerm ?? -1 else { return }
    update(server) {
      $0.currentTerm = term
      $0.vote = nil
      $0.role = .follower
      $0.leader = nil
    }
  }

  /// A server is known to lead a term: it sends as only a leader does, or says so.
  mutating func lead(_ server: ServerID, in term: Term) {
    raise(server, to: term)
    guard isCurrent(term, of: server) else { return }
    if !(servers[server.number - 1].raft.role?.isLeader ?? false) {
      update(server) {
        $0.role = .leader(nil)
        $0.leader = server
      }
      servers[server.number - 1].election = nil
    }
    safety.leads(server, in: term)
    guard !leaders.suffix(8).contains(where: { $0 == (term, server) }) else { return }
    leaders.append((term, server))
    beginLeases()
    // Named only when the votes were seen that made it the leader: not when those who gave them only say
    // so afterwards.
    guard !isAttached, let seen = votes[server], seen.term == term,
      seen.voters.count >= members.majority,
      let last = seen.voters.removing(server).reversed().first
    else { return }
    let evidence = Evidence.vote(
      from: last, granted: true, votes: seen.voters, needed: members.majority)
    derived.append(.inferred(server, .becomeLeader, evidence))
    // Its disk may have been looked at before it was known to lead.
    if let log = servers[server.number - 1].raft.log, log.last.term == term,
      log[log.lastIndex]?.isNoOp == true
    {
      let evidence = Evidence.entries(after: log.lastIndex - 1, through: log.lastIndex, peer: nil)
      derived.append(.inferred(server, .appendNoOp, evidence))
    }
  }

  /// A vote was seen.
  mutating func vote(by voter: ServerID, for candidate: ServerID, in term: Term) {
    if votes[candidate]?.term ?? -1 < term { votes[candidate] = (term, []) }
    guard votes[candidate]?.term == term else { return }
    votes[candidate]?.voters.insert(voter)
    if isCurrent(term, of: candidate),
      case .candidate(let known)? = servers[candidate.number - 1].raft.role
    {
      var candidacy = known ?? Candidacy()
      candidacy.granted = votes[candidate]?.voters ?? []
      update(candidate) { $0.role = .candidate(candidacy) }
    }
  }

  /// A vote was refused; why is said where it follows from what is known of the voter.
  private mutating func refuse(_ message: Message) {
    let (voter, candidate) = (message.from, message.to)
    let raft = servers[voter.number - 1].raft
    guard let request = candidacies[candidate], request.term == message.term,
      raft.currentTerm == message.term
    else { return }
    if case .given(let other)? = raft.vote, other != candidate {
      let evidence = Evidence.votedFor(other, candidate: candidate)
      derived.append(.inferred(voter, .oneVotePerTerm, evidence))
    } else if let own = raft.log?.last, !request.lastLog.isAtLeastAsUpToDate(as: own) {
      let evidence = Evidence.lastLogs(candidate: candidate, theirs: request.lastLog, own: own)
      derived.append(.inferred(voter, .upToDateCheck, evidence))
    }
  }
}
