import ClientPrograms
import KeyValue

// What programs do that elect by a lease of their own.

// The rules.
extension English {
  package var grantLease: RuleText {
    RuleText(
      "Ask for a lease",
      """
      A program asks etcd for a lease of some seconds. Keys that are put with it are deleted when \
      nobody keeps the lease alive any more.
      """)
  }

  package var leaseGranted: RuleText {
    RuleText(
      "The lease is granted",
      """
      At first the client counts on a new lease for five seconds of its own clock, whatever the \
      TTL: the answer to its first keepalive tells more.
      """)
  }

  package var keepLeaseAlive: RuleText {
    RuleText(
      "Send a keepalive",
      """
      The client sends a keepalive a third of the TTL after the last answer, and every half second \
      while none comes. The log knows nothing of it.
      """)
  }

  package var extendDeadline: RuleText {
    RuleText(
      "Count from the answer on",
      """
      When a keepalive is answered, the client counts the TTL from then on: later than etcd began \
      to count, so the client believes for longer.
      """)
  }

  package var lookAtDeadline: RuleText {
    RuleText(
      "Look at the deadline once a second",
      """
      Once a second the client compares its deadline with its clock, so it may learn up to a second \
      late that the lease is over.
      """)
  }

  package var leaseNotFound: RuleText {
    RuleText(
      "There is no such lease",
      """
      If etcd answers that there is no such lease, or a candidate finds its own key gone, the \
      client takes the lease for gone at once, whatever its deadline.
      """)
  }

  package var deadlinePassed: RuleText {
    RuleText(
      "The deadline has passed",
      """
      If no keepalive is answered before the deadline, the client takes the lease for over. etcd \
      may have revoked it long before, or may still have it.
      """)
  }

  package var stopWhenLeaseEnds: RuleText {
    RuleText(
      "Stop when the lease ends",
      """
      A program that leads by a lease looks at the channel that closes when the client takes the \
      lease for over, and leads no more.
      """,
      without: """
        A program that does not look at the channel goes on as the leader in its own eyes while \
        another is elected: two lead for any length of time.
        """)
  }

  package var watchLost: RuleText {
    RuleText(
      "A watch is lost",
      """
      A watch tells nothing more when its connection breaks or its past is compacted. The client \
      asks for itself what has become of the key.
      """)
  }

  package var tryAgainLater: RuleText {
    RuleText(
      "Try again later",
      """
      After a failure the client waits for a while, and tries again: with the lease that it has, \
      or with another.
      """)
  }
}

// What is said when one fires.
extension English {
  package func asksForLease(
    _ program: ProgramID, _ lease: LeaseID, ttl: Int, clock: Int
  ) -> Phrase {
    """
    \(program) \(strong: "asks for lease") \(lease: lease) with a TTL of \(count: ttl) s, at \
    \(s(clock)) by its clock.
    """
  }

  package func hasLease(
    _ program: ProgramID, _ lease: LeaseID, ttl: Int, deadline: Int
  ) -> Phrase {
    """
    \(program) \(strong: "has lease") \(lease: lease) with a TTL of \(count: ttl) s: before a \
    keepalive is answered it counts on it until \(s(deadline)) by its clock.
    """
  }

  package func keepsLeaseAlive(
    _ program: ProgramID, _ lease: LeaseID, deadline: Int, clock: Int
  ) -> Phrase {
    """
    \(program) \(strong: "sends a keepalive") for lease \(lease: lease): by its clock it is \
    \(s(clock)), and its deadline is \(s(deadline)).
    """
  }

  package func extendsDeadline(
    _ program: ProgramID, _ lease: LeaseID, ttl: Int, deadline: Int, clock: Int
  ) -> Phrase {
    """
    \(program) \(strong: "counts on lease") \(lease: lease) until \(s(clock + ttl * 1_000_000)) by \
    its clock, not \(s(deadline)): the answer came at \(s(clock)), and the TTL is \(count: ttl) s.
    """
  }

  package func looksAtDeadline(
    _ program: ProgramID, _ lease: LeaseID, deadline: Int, clock: Int
  ) -> Phrase {
    """
    \(program) \(strong: "looks at its deadline") and still counts on lease \(lease: lease): by its \
    clock it is \(s(clock)), and the deadline is \(s(deadline)).
    """
  }

  package func takesLeaseForGone(
    _ program: ProgramID, _ lease: LeaseID, deadline: Int, clock: Int
  ) -> Phrase {
    """
    \(program) \(strong: "takes lease") \(lease: lease) \(strong: "for gone") at \(s(clock)) by its \
    clock, whatever its own deadline was: \(s(deadline)).
    """
  }

  package func takesLeaseForOver(
    _ program: ProgramID, _ lease: LeaseID, deadline: Int, clock: Int
  ) -> Phrase {
    """
    \(program) \(strong: "takes lease") \(lease: lease) \(strong: "for over"): by its clock it is \
    \(s(clock)), past its deadline of \(s(deadline)). What etcd holds it cannot know.
    """
  }

  package func stopsWithoutLease(_ program: ProgramID, clock: Int) -> Phrase {
    """
    \(program) \(strong: "stops because its lease is over") as far as it knows, at \(s(clock)) by its \
    clock: it leads by that lease only.
    """
  }

  package func losesWatch(_ program: ProgramID, clock: Int) -> Phrase {
    """
    \(program) \(strong: "has lost its watch") at \(s(clock)) by its clock: it must ask for itself \
    what it may have missed.
    """
  }

  package func triesAgainLater(
    _ program: ProgramID, _ failure: CallFailure, clock: Int
  ) -> Phrase {
    """
    \(program) \(strong: "will try again later"), at \(s(clock)) by its clock: \(describe(failure)).
    """
  }
}
