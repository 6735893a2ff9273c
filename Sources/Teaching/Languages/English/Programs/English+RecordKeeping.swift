import ClientPrograms
import KeyValue

// How components of Kubernetes elect by a Lease object: what is said when a rule fires.
extension English {
  /// `pod-a holds it` or `nobody holds it`, by the component's copy.
  private func holds(_ copy: RecordCopy) -> Phrase {
    if copy.holder.isEmpty { return "nobody holds it" }
    return copy.isOwn ? "it holds it itself" : "\(.name(copy.holder)) holds it"
  }

  /// ` until 15.3 s`, where there is a holder.
  private func expiry(_ copy: RecordCopy) -> Phrase {
    copy.holder.isEmpty ? "" : " until \(s(copy.expires))"
  }

  /// `by its copy, version 41, pod-a holds it until 15.3 s`.
  private func told(_ known: RecordKnowledge) -> Phrase {
    switch known {
    case .copy(let copy):
      """
      by its copy, version \(revision: copy.version), \(holds(copy))\(expiry(copy))
      """
    case .nothing: "it has no copy of the record"
    case .failure(let failure, _): describe(failure)
    }
  }

  package func readsRecord(_ program: ProgramID, _ known: RecordKnowledge) -> Phrase {
    """
    \(program) \(strong: "reads the record") at \(s(known.clock)) by its clock: \(told(known)).
    """
  }

  package func createsRecord(_ program: ProgramID, clock: Int) -> Phrase {
    """
    \(program) \(strong: "creates the record") with itself as the holder, at \(s(clock)) by its \
    clock: it was told that there is none.
    """
  }

  package func seesRecordFirst(_ program: ProgramID, clock: Int) -> Phrase {
    """
    \(program) \(strong: "sees the record for the first time"): its duration counts from now, \
    \(s(clock)) by its clock, whatever times stand in it.
    """
  }

  package func seesRecordChange(_ program: ProgramID, _ old: RecordCopy) -> Phrase {
    """
    \(program) \(strong: "sees that the record has changed") since \(s(old.observed)): its duration \
    counts from now, \(s(old.clock)) by its clock.
    """
  }

  package func leavesRecord(_ program: ProgramID, _ copy: RecordCopy) -> Phrase {
    """
    \(program) \(strong: "leaves the record alone"): \(holds(copy)). By its clock it is \
    \(s(copy.clock)); it saw a change at \(s(copy.observed)), and waits until \(s(copy.expires)).
    """
  }

  package func takesRecordOver(_ program: ProgramID, _ copy: RecordCopy) -> Phrase {
    copy.holder.isEmpty
      ? """
      \(program) \(strong: "tries to take the record over") at resourceVersion \
      \(revision: copy.version), at \(s(copy.clock)) by its clock: \(holds(copy)).
      """
      : """
      \(program) \(strong: "tries to take the record over") at resourceVersion \
      \(revision: copy.version): \(holds(copy)), and no change was seen from \
      \(s(copy.observed)) until \(s(copy.expires)) by its clock.
      """
  }

  package func missesRecord(_ program: ProgramID, _ known: RecordKnowledge) -> Phrase {
    """
    \(program) \(strong: "does not become the leader") this time, \(s(known.clock)) by its clock: \
    \(told(known)).
    """
  }

  package func acquiresRecord(_ program: ProgramID, _ copy: RecordCopy) -> Phrase {
    """
    \(program) \(strong: "has acquired the record"): its write was done at resourceVersion \
    \(revision: copy.version), and it knows since \(s(copy.clock)) by its clock.
    """
  }

  package func beginsRenewing(_ program: ProgramID, deadline: Int, clock: Int) -> Phrase {
    """
    \(program) \(strong: "begins to renew") at \(s(clock)) by its clock: if it has not succeeded by \
    \(s(deadline)), it gives up.
    """
  }

  package func renewsWithoutReading(_ program: ProgramID, _ copy: RecordCopy) -> Phrase {
    """
    \(program) \(strong: "renews without reading") at resourceVersion \(revision: copy.version): by \
    its clock, \(s(copy.clock)), its record lasts until \(s(copy.expires)).
    """
  }

  package func renewsAfterReading(_ program: ProgramID, _ copy: RecordCopy) -> Phrase {
    """
    \(program) \(strong: "renews the record that it has read") at resourceVersion \
    \(revision: copy.version), \(s(copy.clock)) by its clock: it is still the holder there.
    """
  }

  package func hasRenewed(_ program: ProgramID, began: Int, clock: Int) -> Phrase {
    """
    \(program) \(strong: "has renewed the record"): it learns that at \(s(clock)) by its clock, of \
    a try that began at \(s(began)).
    """
  }

  package func triesToRenewAgain(_ program: ProgramID, _ known: RecordKnowledge) -> Phrase {
    """
    \(program) \(strong: "will try again to renew"), and leads on, at \(s(known.clock)) by its \
    clock: \(told(known)).
    """
  }

  package func passesRenewDeadline(
    _ program: ProgramID, began: Int, deadline: Int, clock: Int
  ) -> Phrase {
    """
    \(program) \(strong: "gives up leading") at \(s(clock)) by its clock: it has tried to renew the \
    record since \(s(began)), and its deadline was \(s(deadline)).
    """
  }

  package func cancelsContext(_ program: ProgramID, _ known: RecordKnowledge) -> Phrase {
    """
    \(program) \(strong: "cancels its context") and ends its election at \(s(known.clock)) by its \
    clock: \(told(known)).
    """
  }

  package func callsOnStoppedLeading(_ program: ProgramID, _ known: RecordKnowledge) -> Phrase {
    """
    \(program) \(strong: "calls OnStoppedLeading"), as at every end, at \(s(known.clock)) by its \
    clock: \(told(known)).
    """
  }

  package func readsToRelease(_ program: ProgramID, _ known: RecordKnowledge) -> Phrase {
    """
    \(program) \(strong: "reads the record to release it") at \(s(known.clock)) by its clock: \
    \(told(known)).
    """
  }

  package func releasesRecord(_ program: ProgramID, version: Revision, clock: Int) -> Phrase {
    """
    \(program) \(strong: "releases the record") at \(s(clock)) by its clock: it writes it without a \
    holder, if it is still of version \(revision: version).
    """
  }

  package func releasesNothing(_ program: ProgramID, _ known: RecordKnowledge) -> Phrase {
    """
    \(program) \(strong: "releases nothing") at \(s(known.clock)) by its clock: what it has read is \
    not a record of its own any more.
    """
  }
}
