import ClientPrograms
import KeyValue

// How /leader is won in the notes' way.

// The rules.
extension English {
  package var createIfAbsent: RuleText {
    RuleText(
      "Create the key if it is absent",
      """
      One transaction: if the key's create_revision is 0, put it with one's own lease, else read it. \
      Of all that try at once a single one succeeds.
      """,
      without: """
        With a plain put the last one has the key, and those before it were told that they lead: \
        two lead at once.
        """)
  }

  package var lookThenPut: RuleText {
    RuleText(
      "First look, then put",
      """
      Without the comparison a program reads the key and puts it if there was none. Between the two \
      others can do the same.
      """)
  }

  package var putPlainly: RuleText {
    RuleText(
      "Put the key without a comparison",
      """
      The key was absent when it was read, so it is put, whatever is there by now. All that do so \
      are told that they lead, and the last one has the key.
      """)
  }

  package var keyIsOwn: RuleText {
    RuleText(
      "The key is one's own already",
      """
      If the key belongs to one's own lease, an earlier transaction has created it, and the answer to \
      that was lost: the program is elected.
      """)
  }

  package var watchKey: RuleText {
    RuleText(
      "Watch the key",
      """
      All others watch the key from the very next revision on. A lease cannot be watched: its \
      end is seen as the deletion of the key.
      """)
  }

  package var keyDeleted: RuleText {
    RuleText(
      "The key is deleted, and all wake",
      """
      Every program that sees the deletion tries at once to create the key. One succeeds; the \
      others were woken for nothing.
      """)
  }

  package var deleteOwnKey: RuleText {
    RuleText(
      "Revoke the lease, and the key with it",
      """
      A program that ends in an orderly way revokes its lease. That deletes its key, so nobody has \
      to wait until the lease has run out.
      """)
  }
}

// What is said when one fires.
extension English {
  package func createsIfAbsent(_ program: ProgramID, _ lease: LeaseID) -> Phrase {
    """
    \(program) \(strong: "tries to create the key") with lease \(lease: lease): only if its \
    create_revision is 0, in one transaction.
    """
  }

  package func looksThenPuts(_ program: ProgramID, _ lease: LeaseID) -> Phrase {
    """
    \(program) \(strong: "looks whether there is a key"), and will put it with lease \
    \(lease: lease) if not: two steps, with room for others between them.
    """
  }

  package func putsPlainly(_ program: ProgramID, _ key: Text, revision: Revision) -> Phrase {
    """
    \(program) \(strong: "puts") \(self.key(key)) \(strong: "without a comparison"): at revision \
    \(revision: revision) it was absent, which says nothing of the present.
    """
  }

  package func findsOwnKey(_ program: ProgramID, _ key: Text, created: Revision) -> Phrase {
    """
    \(program) \(strong: "finds its own lease") on \(self.key(key)), created at revision \
    \(revision: created): an earlier try did that, and its answer was lost.
    """
  }

  package func watches(_ program: ProgramID, _ key: Text, created: Revision) -> Phrase {
    """
    \(program) \(strong: "watches") \(self.key(key)), created at revision \(revision: created): it \
    waits for the key to be deleted.
    """
  }

  package func seesDeletion(_ program: ProgramID, _ key: Text, revision: Revision) -> Phrase {
    """
    \(program) \(strong: "sees the deletion") of \(self.key(key)) at revision \
    \(revision: revision), and tries for the key, as do all that watch it.
    """
  }

  package func revokesOwnLease(
    _ program: ProgramID, _ lease: LeaseID, deadline: Int
  ) -> Phrase {
    """
    \(program) \(strong: "revokes its lease") \(lease: lease): a key that it has goes with it. By \
    its clock it could have counted on it until \(s(deadline)).
    """
  }
}
