import ClientPrograms
import KeyValue

// What all programs do that elect a leader.

// The rules.
extension English {
  package var beginLeading: RuleText {
    RuleText(
      "Begin to lead",
      """
      A program that learns that it is elected acts as the leader from then on. That is a belief: \
      by then etcd may know better.
      """)
  }

  package var lockDelay: RuleText {
    RuleText(
      "Wait before acting",
      """
      A program that is elected waits for a while before it acts, so that work of its predecessor \
      arrives before: Chubby's lock-delay.
      """,
      without: """
        Work that the last leader sent before it stopped can arrive after the first work of the \
        next one.
        """)
  }

  package var doWork: RuleText {
    RuleText(
      "Do a piece of work",
      """
      The leader sends work to the resource outside, without a token. Nothing in the work looks at \
      a lease: after a pause it goes on where it was.
      """)
  }

  package var sendToken: RuleText {
    RuleText(
      "Send a token with the work",
      """
      With each piece of work goes a number that grows from one leader to the next, so that the \
      receiver can tell which of two leaders is the later one.
      """,
      without: """
        The resource cannot tell work of a deposed leader from that of the present one: with \
        fencing it refuses both.
        """)
  }

  package var workAnswered: RuleText {
    RuleText(
      "The resource refuses the work",
      """
      A refusal stops no leader, it only keeps its work from being taken: the program goes on \
      until its own lease or deadline ends that.
      """)
  }

  package var stopLeading: RuleText {
    RuleText(
      "Stop leading",
      """
      From here on the program does not act as the leader any more, in its own eyes. What it sent \
      before may still be on its way.
      """)
  }

  package var finishWorkFirst: RuleText {
    RuleText(
      "Tell the work to end",
      """
      A leader that is to end tells its work so, and the work takes a while. By a lease of its own \
      it keeps the key until then; client-go waits for nothing.
      """)
  }

  package var releaseEarly: RuleText {
    RuleText(
      "Release before the work has ended",
      """
      A leader gives its leadership back at once, although its own work still goes on: the next \
      one begins beside it.
      """)
  }

  package var beginAnew: RuleText {
    RuleText(
      "Stand for election again",
      """
      A program that has stopped, and was not told to end, stands for election again after a while.
      """)
  }
}

// What is said when one fires.
extension English {
  package func leadsByPut(_ program: ProgramID, _ key: Text, token: Token) -> Phrase {
    """
    \(program) \(strong: "begins to lead") with token \(count: token), the revision at which its \
    put of \(self.key(key)) was done.
    """
  }

  package func leadsByOwnKey(
    _ program: ProgramID, _ key: Text, token: Token, isThere: Bool
  ) -> Phrase {
    isThere
      ? """
      \(program) \(strong: "begins to lead") with token \(count: token) (the key's create_revision): \
      it found its own key \(self.key(key)), and none before it.
      """
      : """
      \(program) \(strong: "begins to lead") with token \(count: token) (the key's create_revision): \
      none is before it. Its own key \(self.key(key)) is gone, but it does not look.
      """
  }

  package func leadsByRecord(_ program: ProgramID, _ copy: RecordCopy, token: Token?) -> Phrase {
    """
    \(program) \(strong: "begins to lead")\(withToken(token)): its copy of the record names it, at \
    resourceVersion \(revision: copy.version), leaseTransitions \(count: copy.transitions).
    """
  }

  package func leadsAfterDelay(_ program: ProgramID, token: Token?, clock: Int) -> Phrase {
    """
    \(program) \(strong: "begins to lead")\(withToken(token)) at \(s(clock)) by its clock: it has waited \
    out the lock-delay.
    """
  }

  /// ` with token 41`, or nothing.
  func withToken(_ token: Token?) -> Phrase {
    if let token { " with token \(count: token)" } else { "" }
  }

  package func waitsToLead(_ program: ProgramID, token: Token?) -> Phrase {
    """
    \(program) \(strong: "is elected")\(withToken(token)), \(strong: "and waits") before it acts: \
    work of its predecessor may still be on its way.
    """
  }

  package func sendsWork(_ program: ProgramID, token: Token?) -> Phrase {
    if let token {
      """
      \(program) \(strong: "sends work with token") \(count: token): it believes that it leads.
      """
    } else {
      "\(program) \(strong: "sends work without a token"): it believes that it leads."
    }
  }

  package func isRefusedWork(_ program: ProgramID, token: Token?) -> Phrase {
    """
    \(program) learns that its \(strong: "work was refused"): in its own eyes it still \
    leads\(withToken(token)).
    """
  }

  package func stopsLeading(
    _ program: ProgramID, token: Token, since: Int, clock: Int
  ) -> Phrase {
    """
    \(program) \(strong: "leads no more"), in its own eyes: it did\(withToken(token)), from \
    \(s(since)) until \(s(clock)) by its clock.
    """
  }

  package func tellsWorkToEnd(
    _ program: ProgramID, token: Token, since: Int, clock: Int
  ) -> Phrase {
    """
    \(program) \(strong: "tells its work to end") at \(s(clock)) by its clock: it has \
    led\(withToken(token)) since \(s(since)).
    """
  }

  package func releasesEarly(
    _ program: ProgramID, token: Token, since: Int, clock: Int
  ) -> Phrase {
    """
    \(program) \(strong: "gives its leadership back while it works") at \(s(clock)) by its clock: \
    it has led\(withToken(token)) since \(s(since)).
    """
  }

  package func standsAgain(_ program: ProgramID, clock: Int) -> Phrase {
    """
    \(program) \(strong: "will stand for election again"): at \(s(clock)) by its clock it has put \
    its old candidacy behind it.
    """
  }
}
