import RaftCore
import Simulation

// The rules by which servers come and go (§6; Ongaro's dissertation, chapter 4).
extension English {
  package var appendConfiguration: RuleText {
    RuleText(
      "Append the new configuration",
      """
      A leader that is to add or remove servers appends an entry that holds the new configuration, and \
      replicates it like any other.
      """)
  }

  package var configurationInForce: RuleText {
    RuleText(
      "Go by the latest configuration",
      """
      A server counts by the latest configuration in its log from the moment that it is appended, \
      committed or not.
      """)
  }

  package var configurationRolledBack: RuleText {
    RuleText(
      "Fall back to the configuration before",
      "When the entry of a configuration is deleted, a server goes by the one before it again.")
  }

  package var configurationApplied: RuleText {
    RuleText(
      "As etcd does it: go by what is applied",
      """
      In etcd a configuration comes into force when its entry is applied, which it is once it is \
      committed.
      """)
  }

  package var oneChangeAtATime: RuleText {
    RuleText(
      "One change at a time",
      """
      A leader makes no change until the one before it is committed, and a joint configuration is left.
      """,
      without: """
        The configuration of somebody who has heard of neither change and the one after both may have \
        majorities without a server in common: two leaders.
        """)
  }

  package var changeAfterOwnTerm: RuleText {
    RuleText(
      "Commit an entry of the own term first",
      """
      A leader makes no change until an entry of its own term is committed. The dissertation forgot \
      this; its author put it right in 2015.
      """,
      without: """
        An earlier leader's change that nobody has heard of and this one's may have majorities without a \
        server in common: what one commits the other overwrites.
        """)
  }

  package var oneServerPerChange: RuleText {
    RuleText(
      "One server per change",
      """
      Without joint consensus a change adds or removes one voter: then any majority before it and any \
      after it have a server in common.
      """,
      without: """
        While some go by the old configuration and others by the new one, each may have a majority by \
        itself: two leaders in one term.
        """)
  }

  package var onlyVotersCampaign: RuleText {
    RuleText(
      "Only voters stand for election",
      """
      A server stands for election if its configuration counts it as a voter, or the one before does \
      while the change is not committed. All others wait.
      """)
  }

  package var stepDownWhenRemoved: RuleText {
    RuleText(
      "A leader that was removed steps down",
      """
      A leader outside the new configuration leads until that is committed, without counting itself. Then \
      it steps down.
      """,
      without: """
        It goes on leading a cluster that it is no part of, until somebody stops it.
        """)
  }

  package var learnersDoNotCount: RuleText {
    RuleText(
      "Learners do not count",
      """
      A learner is sent the log like all others, so that it catches up, and is counted neither in \
      elections nor when entries are committed.
      """,
      without: """
        An entry counts as committed that no majority of voters stores: the next leader may lack it.
        """)
  }

  package var promoteWhenCaughtUp: RuleText {
    RuleText(
      "Promote a learner that has caught up",
      """
      A learner becomes a voter only when it stores all that is committed; in etcd, nine tenths of the \
      leader's log.
      """,
      without: """
        A voter that stores nothing counts at once: with another one down, nothing is committed until \
        it has caught up.
        """)
  }

  package var noCampaignUnapplied: RuleText {
    RuleText(
      "As etcd does it: apply changes first",
      """
      A server does not stand for election while it has not applied a configuration that is known to be \
      committed.
      """,
      without: """
        A server that is two changes behind is elected by a majority of long ago, while another commits \
        with one of today.
        """)
  }

  package var bothMajorities: RuleText {
    RuleText(
      "Both majorities while it is joint",
      """
      While C-old,new is in force, elections and commits need a majority of the old configuration and \
      one of the new.
      """,
      without: """
        Servers that go by the old configuration decide without those of the new: two leaders.
        """)
  }

  package var leaveJoint: RuleText {
    RuleText(
      "Leave the joint configuration",
      """
      When C-old,new is committed, the leader appends C-new, which is in force from then on.
      """)
  }

  package var leaveJointAfterCommit: RuleText {
    RuleText(
      "Leave it only when it is committed",
      "C-new is not appended before C-old,new is committed.",
      without: """
        A server may still go by C-old alone when others go by C-new alone: two leaders.
        """)
  }
}
