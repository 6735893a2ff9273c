import RaftCore

/// One line of history: everything from the beginning, shared with its parent up to where it began.
package struct Branch: Sendable {
  /// 0 for the first.
  package let number: Int
  /// The branch that it began on; nil for the first.
  package let parent: Int?
  /// After how many events it began.
  package let forkedAt: Int
  /// Every event, by number - 1.
  package private(set) var records = ChunkedArray<EventRecord>()
  /// The acts, in order.
  package internal(set) var acts: [PlacedAct] = []
  /// The moment that it was followed to.
  package internal(set) var end: Time = 0
  /// Copies of the cluster, by position; the first is the beginning.
  var checkpoints: [Cluster]
  /// The numbers of events that are milestones, ascending.
  private var milestones: [Int32] = []

  /// An act, and the number of the event that it is.
  package struct PlacedAct: Hashable, Sendable {
    package var event: Int
    package var act: Act

    package init(event: Int, act: Act) {
      self.event = event
      self.act = act
    }
  }

  init(number: Int, parent: Int?, forkedAt: Int, checkpoint: Cluster) {
    self.number = number
    self.parent = parent
    self.forkedAt = forkedAt
    checkpoints = [checkpoint]
  }

  /// The history of a cluster that is only watched: nothing of it can be repeated, so nothing is kept
  /// to start from.
  package init() {
    number = 0
    parent = nil
    forkedAt = 0
    checkpoints = []
  }

  /// Adds an event of a cluster that is only watched, and what was done by hand, if it is that.
  package mutating func add(_ record: EventRecord, act: Act?) {
    add(record)
    if let act { acts.append(PlacedAct(event: records.count, act: act)) }
  }

  /// Time passes, and nothing happens.
  package mutating func pass(until time: Time) { end = max(end, time) }

  /// A branch that shares this one's first `position` events.
  func forked(at position: Int, time: Time, number: Int) -> Branch {
    var branch = Branch(
      number: number, parent: self.number, forkedAt: position, checkpoint: checkpoints[0])
    branch.records = records
    branch.records.truncate(to: position)
    branch.acts = Array(acts.prefix { $0.event <= position })
    branch.checkpoints = checkpoints.filter { $0.eventCount <= position }
    branch.milestones = Array(milestones.prefix { $0 <= position })
    branch.end = time
    return branch
  }

  mutating func add(_ record: EventRecord) {
    records.append(record)
    end = max(end, record.time)
    if record.isMilestone { milestones.append(Int32(records.count)) }
  }

  /// The latest copy of the cluster from before a position, or from just there.
  func checkpoint(before position: Int) -> Cluster {
    checkpoints[checkpoints.partitioningIndex { $0.eventCount > position } - 1]
  }

  /// The act that is the event with this number, if it is one.
  func act(at event: Int) -> Act? {
    guard let last = acts.last, last.event >= event else { return nil }
    let place = acts.partitioningIndex { $0.event >= event }
    return place < acts.count && acts[place].event == event ? acts[place].act : nil
  }

  /// How many events happened up to a moment.
  package func position(at time: Time) -> Int {
    (0..<records.count).partitioningIndex { records[$0].time > time }
  }

  /// The last milestone before an event, by number; 0, the beginning, when there is none.
  package func milestone(before event: Int) -> Int {
    let place = milestones.partitioningIndex { $0 >= event }
    return place > 0 ? Int(milestones[place - 1]) : 0
  }

  /// The first milestone after an event, by number; nil when history has none.
  package func milestone(after event: Int) -> Int? {
    let place = milestones.partitioningIndex { $0 > event }
    return place < milestones.count ? Int(milestones[place]) : nil
  }
}

extension RandomAccessCollection where Index == Int {
  /// The first place from which on `isAfter` holds; the elements must be in that order already.
  fileprivate func partitioningIndex(where isAfter: (Element) -> Bool) -> Int {
    var low = startIndex
    var high = endIndex
    while low < high {
      let middle = (low + high) / 2
      if isAfter(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
