import RaftCore
import Simulation

// What etcd does where the paper and the dissertation do nothing.

// The rules.
extension English {
  package var fallBackWhenRefused: RuleText {
    RuleText(
      "Fall back when refused",
      """
      In etcd, when so many refuse that the rest is no majority, a candidate or pre-candidate becomes \
      a follower of its term again. In the paper it waits for its timer.
      """)
  }
}

// What is said when one fires.
extension English {
  package func fallsBack(
    _ server: ServerID, refusedBy refused: ServerSet, needed: Int, of members: Int
  ) -> Phrase {
    """
    \(server) \(strong: "falls back") to follower, as in etcd: \(list(refused)) refused, and of \
    \(count: members) votes it can no longer get the \(count: needed) that it needs.
    """
  }
}
