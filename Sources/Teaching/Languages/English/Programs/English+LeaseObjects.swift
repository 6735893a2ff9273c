import ClientPrograms
import KeyValue

// How components of Kubernetes elect by a Lease object: the rules.
extension English {
  package var getRecord: RuleText {
    RuleText(
      "Read the record",
      """
      A component that is not the holder of an unexpired record by its own copy reads the Lease \
      object before it writes.
      """)
  }

  package var createRecord: RuleText {
    RuleText(
      "Create the record",
      """
      Where there is no Lease object, a component creates it with itself as the holder. Of several \
      one succeeds; the others learn that it exists.
      """)
  }

  package var observeChange: RuleText {
    RuleText(
      "Note when the record changed",
      """
      A component notes by its own clock when it saw the record change, and counts the duration \
      from then. It compares no time in the record with a clock.
      """)
  }

  package var leaseStillValid: RuleText {
    RuleText(
      "Leave a valid record alone",
      """
      Until its duration has passed since it was seen to change last, a record that another holds \
      is not touched: this try is over.
      """)
  }

  package var takeOver: RuleText {
    RuleText(
      "Take over an expired record",
      """
      A record that has not changed for its duration, or that names nobody, is overwritten: only at \
      the resourceVersion read, with leaseTransitions one higher.
      """)
  }

  package var recordLost: RuleText {
    RuleText(
      "This try has failed",
      """
      A component that could not get the record tries again after RetryPeriod and a random time \
      more, so that not all try together.
      """)
  }

  package var acquired: RuleText {
    RuleText(
      "The record is acquired",
      """
      Once its write is taken, the component leads: OnStartedLeading is called, and beside it the \
      record is renewed.
      """)
  }

  package var beginRenewing: RuleText {
    RuleText(
      "Begin to renew",
      """
      A leader tries to renew its record at once, and then every RetryPeriod, until RenewDeadline \
      has passed since this round began.
      """)
  }

  package var renewOptimistically: RuleText {
    RuleText(
      "Renew without reading",
      """
      While its own record has not expired, a leader updates it without reading, at the \
      resourceVersion that it remembers.
      """)
  }

  package var renewAfterReading: RuleText {
    RuleText(
      "Renew after reading",
      """
      If updating without reading fails, the leader reads the record, and updates what it has read \
      if it is still the holder.
      """)
  }

  package var renewed: RuleText {
    RuleText(
      "The record is renewed",
      """
      After a success the leader sleeps for RetryPeriod, and begins the next round. The duration \
      counts from the answer, by its own clock.
      """)
  }

  package var retryRenewal: RuleText {
    RuleText(
      "Try again to renew",
      """
      After a failed try the leader tries again, a RetryPeriod after that one began. It goes on \
      leading until RenewDeadline has passed.
      """)
  }

  package var renewDeadlinePassed: RuleText {
    RuleText(
      "RenewDeadline has passed",
      """
      A leader that could not renew in time gives up, before others may take over: RenewDeadline is \
      shorter than LeaseDuration. A paused one cannot.
      """)
  }

  package var cancelContext: RuleText {
    RuleText(
      "Cancel the context",
      """
      The election ends, and with it the request that is under way. What that request asked for \
      may be done all the same.
      """)
  }

  package var stoppedLeading: RuleText {
    RuleText(
      "OnStoppedLeading is called",
      """
      When the election ends, client-go calls OnStoppedLeading: always, even if this component has \
      never led.
      """)
  }

  package var releaseOnCancel: RuleText {
    RuleText(
      "Release the record on cancel",
      """
      A leader that is cancelled reads the record, and, if it is still the holder, writes it with \
      no holder: others need not wait for LeaseDuration.
      """,
      without: """
        Another begins to lead while the work of the one that was cancelled has not ended: two \
        work at once.
        """)
  }

  package var releaseNothing: RuleText {
    RuleText(
      "Nothing to release",
      "A record that is gone, or that names another holder by now, is left as it is.")
  }

  package var tokenByRevision: RuleText {
    RuleText(
      "The resourceVersion is the token",
      """
      A leader's token is the resourceVersion at which it acquired the record. Revisions of etcd \
      only grow, whatever becomes of the object.
      """,
      without: """
        The token is leaseTransitions, which begins at 0 again once somebody has deleted the \
        object: a fencing resource then refuses the rightful leader.
        """)
  }
}
