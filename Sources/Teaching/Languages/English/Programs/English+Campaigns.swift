import ClientPrograms
import KeyValue

// How candidates stand in line, in etcd's Session and Election.

// The rules.
extension English {
  package var joinLine: RuleText {
    RuleText(
      "Join the line with a key",
      """
      Each session creates one key under the prefix, named after its lease. The create_revision is \
      its place in line: the oldest key leads.
      """)
  }

  package var stillInLine: RuleText {
    RuleText(
      "Keep the place in line",
      """
      If the session's key is there already, the session keeps its place, and writes its value \
      again only if that has changed.
      """)
  }

  package var lookForOneBefore: RuleText {
    RuleText(
      "Look for the one before",
      """
      Of all keys under the prefix that are older than its own, a candidate looks for the youngest: \
      the one just before it.
      """)
  }

  package var waitForOneBefore: RuleText {
    RuleText(
      "Wait for the one before, for no other",
      """
      A candidate watches one key, the one just before its own. When a key goes, one candidate \
      wakes, not all of them.
      """)
  }

  package var oneBeforeIsGone: RuleText {
    RuleText(
      "The one before is gone",
      """
      When the key before its own is deleted, a candidate looks for the one before it again: the \
      line may go on there.
      """)
  }

  package var lookAgainAfterWaiting: RuleText {
    RuleText(
      "Look for one's own key after waiting",
      """
      A candidate whose turn comes looks whether its own key is still there: waiting keeps no lease \
      alive. etcd's Mutex does so, its Election does not.
      """,
      without: """
        A candidate whose key is long gone is told that it leads, and so is the one behind it in \
        line: two lead at once.
        """)
  }

  package var askLeader: RuleText {
    RuleText(
      "Ask who leads",
      "The leader is found by reading the oldest key under the prefix. Anybody can ask at any time."
    )
  }

  package var leaderTold: RuleText {
    RuleText(
      "The oldest key leads",
      """
      The oldest key under the prefix names the leader, whoever wrote it: a key that a stranger \
      puts there leads, too.
      """)
  }

  package var proclaim: RuleText {
    RuleText(
      "Change the value of one's own key",
      """
      A new value is put in a transaction that compares the create_revision: only if the key is \
      still the one that this session created.
      """)
  }

  package var noLongerLeader: RuleText {
    RuleText(
      "The comparison fails: lead no more",
      """
      If the key is not the one that it created, a leader learns from the failed comparison that it \
      leads no more (ErrElectionNotLeader).
      """)
  }

  package var resign: RuleText {
    RuleText(
      "Resign",
      """
      A session that ends deletes its key, if it is still the one that it created. The next in line \
      wakes at once.
      """)
  }

  package var closeSession: RuleText {
    RuleText(
      "Close the session",
      """
      At its end a session revokes its lease, so that nothing of it stays in etcd for as long as the \
      lease would have lasted.
      """)
  }
}

// What is said when one fires.
extension English {
  package func joinsLine(_ program: ProgramID, _ lease: LeaseID) -> Phrase {
    """
    \(program) \(strong: "joins the line") with a key of lease \(lease: lease), created only if its \
    create_revision is 0.
    """
  }

  package func isInLine(_ program: ProgramID, _ key: Text, created: Revision) -> Phrase {
    """
    \(program) \(strong: "is in line already"): its key \(self.key(key)) was created at revision \
    \(revision: created).
    """
  }

  package func looksForOneBefore(_ program: ProgramID, _ own: Text, created: Revision) -> Phrase {
    """
    \(program) \(strong: "looks who is before it") in line: its own key \(key(own)) was created at \
    revision \(revision: created).
    """
  }

  package func waitsForOneBefore(
    _ program: ProgramID, _ key: Text, created: Revision, own: Revision?
  ) -> Phrase {
    let place: Phrase = if let own { ", and its own key at \(revision: own)" } else { "" }
    return """
      \(program) \(strong: "waits for") \(self.key(key)) \(strong: "to be deleted"): that key was \
      created at revision \(revision: created)\(place).
      """
  }

  package func seesOneBeforeGo(_ program: ProgramID, _ key: Text, revision: Revision) -> Phrase {
    """
    \(program) \(strong: "sees the deletion") of \(self.key(key)), for which it waited, at revision \
    \(revision: revision): another may be before it.
    """
  }

  package func findsItselfGone(
    _ program: ProgramID, _ key: Text, created: Revision, found: Revision?
  ) -> Phrase {
    let now: Phrase =
      if let found { "was created again at \(revision: found)" } else { "is gone" }
    return """
      \(program) \(strong: "does not lead") although its turn has come: its key \(self.key(key)) of \
      revision \(revision: created) \(now).
      """
  }

  package func asksWhoLeads(_ program: ProgramID) -> Phrase {
    "\(program) \(strong: "asks who leads"), that is, whose key under the prefix is the oldest."
  }

  package func learnsWhoLeads(
    _ program: ProgramID, _ key: Text, created: Revision, own: Revision?
  ) -> Phrase {
    let place: Phrase =
      switch own {
      case created: "; it is its own"
      case let own?: "; its own is of revision \(revision: own)"
      case nil: ""
      }
    return """
      \(program) \(strong: "learns who leads"): the oldest key is \(self.key(key)), created at \
      revision \(revision: created)\(place).
      """
  }

  package func proclaims(_ program: ProgramID, _ key: Text, created: Revision) -> Phrase {
    """
    \(program) \(strong: "puts a new value") into \(self.key(key)): only if its create_revision is \
    still \(revision: created).
    """
  }

  package func learnsThatItLeadsNoMore(
    _ program: ProgramID, _ key: Text, revision: Revision
  ) -> Phrase {
    """
    \(program) \(strong: "learns that it leads no more"): at revision \(revision: revision), \
    \(self.key(key)) was not the key that it had created.
    """
  }

  package func resigns(_ program: ProgramID, _ key: Text, created: Revision) -> Phrase {
    """
    \(program) \(strong: "resigns") and deletes \(self.key(key)): only if its create_revision is \
    still \(revision: created).
    """
  }

  package func closesSession(_ program: ProgramID, _ lease: LeaseID, deadline: Int) -> Phrase {
    """
    \(program) \(strong: "closes its session") and revokes lease \(lease: lease): by its clock it \
    could have counted on it until \(s(deadline)).
    """
  }
}
