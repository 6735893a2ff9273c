import ClientPrograms
import KeyValue
import RaftCore

// What members of etcd do beside Raft, and etcdctl at a keyboard.

// The rules.
extension English {
  package var beginCounting: RuleText {
    RuleText(
      "A new leader counts leases again",
      """
      When a leader applies the blank entry of its term, it gives each lease its whole TTL again, \
      and an election timeout more. The old leader counts no longer.
      """)
  }

  package var serveKeepAlive: RuleText {
    RuleText(
      "The leader renews the lease",
      """
      The leader gives a lease its whole TTL again by its own count, and the log knows nothing of \
      it. A lease that has run out by that count is not revived.
      """)
  }

  package var handOnKeepAlive: RuleText {
    RuleText(
      "Hand a keepalive on to the leader",
      "A member that does not lead hands a keepalive on: the leader alone counts how long leases last."
    )
  }

  package var findExpired: RuleText {
    RuleText(
      "Revoke expired leases through the log",
      """
      Every half second the leader looks for leases that have run out, and proposes to revoke them. \
      Until that is applied, their keys stay.
      """)
  }

  package var makeSureBeforeRevoking: RuleText {
    RuleText(
      "Make sure to lead before revoking",
      """
      A leader that has not heard from a majority lately asks whether it still leads before it \
      renews or revokes a lease.
      """,
      without: """
        A leader that wakes from a stall finds all leases run out by its own count, and revokes \
        them, although another leader keeps them alive.
        """)
  }

  package var checkpointLeases: RuleText {
    RuleText(
      "Write down how long a lease still lasts",
      """
      The leader proposes now and then to write down how many seconds of a lease are left, and the \
      next leader counts from there. etcd does not unless told to.
      """,
      without: """
        Each new leader gives a lease its whole TTL again: elections that come often keep the key \
        of a dead holder.
        """)
  }

  package var openWatch: RuleText {
    RuleText(
      "A watch tells what its member applied",
      """
      A watch is served by one member from what that member has applied: every change from a \
      revision on, in order, as late as the member itself is.
      """)
  }

  package var waitForLeader: RuleText {
    RuleText(
      "Wait for somebody to lead",
      """
      A member that knows of no leader can neither propose a request nor hand it on. The request \
      waits there until somebody leads, or until it has waited too long.
      """)
  }

  package var giveUpRequest: RuleText {
    RuleText(
      "Give up a request",
      """
      After 5 s and two election timeouts a member answers that a request has failed. If it was \
      proposed, it may be committed all the same; if not, it never will be.
      """)
  }

  package var askByHand: RuleText {
    RuleText(
      "Ask etcd by hand", "Somebody at a keyboard asks a member of etcd through etcdctl, once.")
  }

  package var toldByHand: RuleText {
    RuleText(
      "Show what came of it",
      """
      etcdctl shows the answer, or that there is none. A write without an answer may have been \
      done, or may yet be, unless it was refused.
      """)
  }

  package var watchByHand: RuleText {
    RuleText(
      "Watch keys by hand",
      """
      etcdctl shows each change of keys as the member that it is connected to applies it, until \
      somebody ends that, or the watch is lost.
      """)
  }
}

// What is said of a member.
extension English {
  /// `pod-a's`, or `a` when it is not known whose.
  private func whose(_ asker: ProgramID?) -> Phrase { if let asker { "\(asker)'s" } else { "a" } }

  /// `: get /leader`, or nothing.
  private func told(_ call: ProgramCall?) -> Phrase {
    if let call { ": \(describe(call))" } else { "" }
  }

  package func beginsCounting(_ server: ServerID) -> Phrase {
    """
    \(server) \(strong: "begins to count leases"): it has applied an entry of its own term as \
    leader. Each lease has its TTL again, and an election timeout more.
    """
  }

  package func servesKeepAlive(
    _ server: ServerID, of lease: LeaseID, ttl: Int?, for asker: ProgramID?
  ) -> Phrase {
    let seconds: Phrase =
      if let ttl { "its whole TTL of \(count: ttl) s" } else { "its whole TTL" }
    return """
      \(server) \(strong: "takes") \(whose(asker)) \(strong: "keepalive") of lease \(lease: lease): \
      the lease has \(seconds) again by \(server)'s own count.
      """
  }

  package func handsOnKeepAlive(
    _ server: ServerID, of lease: LeaseID, from asker: ProgramID?, to leader: ServerID?
  ) -> Phrase {
    let whom: Phrase = if let leader { "\(leader)" } else { "the leader" }
    return """
      \(server) \(strong: "hands on") \(whose(asker)) keepalive of lease \(lease: lease) to \
      \(whom): the leader alone counts leases, and the log knows nothing of it.
      """
  }

  package func proposesRevocation(
    _ server: ServerID, of lease: LeaseID, ttl: Int?
  ) -> Phrase {
    let seconds: Phrase = if let ttl { "\(count: ttl) s are over" } else { "time is over" }
    return """
      \(server) \(strong: "proposes to revoke lease") \(lease: lease): by \(server)'s own count its \
      \(seconds). Its keys stay until that is applied.
      """
  }

  package func makesSure(_ server: ServerID, of lease: LeaseID?) -> Phrase {
    let what: Phrase =
      if let lease { "it does anything about lease \(lease: lease)" } else { "it revokes a lease" }
    return """
      \(server) \(strong: "makes sure that it leads") before \(what): a majority has to answer it \
      first.
      """
  }

  package func checkpoints(_ server: ServerID, _ lease: LeaseID, remaining: Int) -> Phrase {
    """
    \(server) \(strong: "proposes to write down") that \(count: remaining) s of lease \
    \(lease: lease) are left by its count: the next leader counts from there.
    """
  }

  package func opensWatch(
    _ server: ServerID, on keys: KeyRange?, from start: Revision?, for asker: ProgramID?
  ) -> Phrase {
    let what: Phrase = if let keys { " on \(command: keys.description)" } else { "" }
    let when: Phrase =
      if let start, start > 0 { ", from revision \(revision: start) on" } else { "" }
    return """
      \(server) \(strong: "opens") \(whose(asker)) \(strong: "watch")\(what)\(when): it tells what \
      \(server) has applied, when it has.
      """
  }

  package func waitsForLeader(
    _ server: ServerID, with call: ProgramCall?, of asker: ProgramID?
  ) -> Phrase {
    """
    \(server) \(strong: "lets") \(whose(asker)) \(strong: "request wait"), as it knows of no \
    leader\(told(call)).
    """
  }

  package func refusesWithoutLeader(
    _ server: ServerID, _ call: ProgramCall?, of asker: ProgramID?
  ) -> Phrase {
    """
    \(server) \(strong: "refuses") \(whose(asker)) request, as it knows of no leader; it was never \
    proposed\(told(call)).
    """
  }

  package func givesUpWaiting(
    _ server: ServerID, for call: ProgramCall?, of asker: ProgramID?, after milliseconds: Int?
  ) -> Phrase {
    let span: Phrase =
      if let milliseconds { " after \(count: milliseconds) ms" } else { "" }
    return """
      \(server) \(strong: "gives up") \(whose(asker)) request\(span); it may still be \
      committed\(told(call)).
      """
  }
}

// What is said of etcdctl.
extension English {
  package func asksByHand(_ program: ProgramID, _ call: ProgramCall?) -> Phrase {
    if let call {
      "\(program) \(strong: "asks"), at somebody's keyboard: \(describe(call))."
    } else {
      "\(program) \(strong: "asks") for something, at somebody's keyboard."
    }
  }

  package func isToldByHand(_ program: ProgramID, failure: CallFailure?) -> Phrase {
    if let failure {
      "\(program) \(strong: "shows that there is no answer"): \(describe(failure))."
    } else {
      "\(program) \(strong: "shows the answer")."
    }
  }

  package func watchesByHand(
    _ program: ProgramID, _ keys: KeyRange, from start: Revision
  ) -> Phrase {
    let when: Phrase = start > 0 ? "revision \(revision: start)" : "now"
    return "\(program) \(strong: "watches") \(command: keys.description) from \(when) on."
  }

  package func endsWatchByHand(_ program: ProgramID) -> Phrase {
    "\(program) \(strong: "watches no more")."
  }

  package func seesByHand(
    _ program: ProgramID, _ key: Text, isDeletion: Bool, revision: Revision
  ) -> Phrase {
    """
    \(program) \(strong: "sees a change"): \(self.key(key)) was \(isDeletion ? "deleted" : "put"), \
    and the store is at revision \(revision: revision).
    """
  }

  package func losesWatchByHand(_ program: ProgramID) -> Phrase {
    """
    \(program) \(strong: "has lost its watch"): the connection broke, or the past that it wanted is \
    compacted.
    """
  }
}
