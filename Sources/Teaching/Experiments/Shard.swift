/// A part of the work, of several that are done apart from one another: each takes every so manieth
/// trial, so that all have the same share of what is slow.
package struct Shard: Hashable, Sendable {
  /// Which of them, counted from 1.
  package let number: Int
  /// How many there are.
  package let count: Int

  /// The most parts.
  package static let limit = 100_000

  /// All of the work.
  package static let whole = Shard(number: 1, count: 1)!

  /// Nil unless `number` is 1 to `count`, and that 1 to `limit`.
  package init?(number: Int, count: Int) {
    guard (1...Self.limit).contains(count), (1...count).contains(number) else { return nil }
    self.number = number
    self.count = count
  }

  package var isWhole: Bool { count == 1 }

  /// The trials of this part, of so many that are counted from 0.
  package func trials(of count: Int) -> StrideTo<Int> {
    stride(from: number - 1, to: count, by: self.count)
  }
}

/// What became of finding out which part is meant.
package enum ShardError: Error, Hashable, Sendable {
  /// Neither `2/8` nor `auto` nor `auto/8`.
  case unreadable(String)
  /// No environment variable says which part this is.
  case noNumber
  /// None says how many there are.
  case noCount
  /// A variable that is no number, or not one of so many.
  case variable(String, value: String, count: Int?)
}

extension Shard {
  /// The part that a text names: `2/8`; `auto/8`, of which the environment says the number; `auto`, of
  /// which it says both.
  ///
  /// An indexed Job of Kubernetes counts from 0 in `JOB_COMPLETION_INDEX`, and does not say how many
  /// there are; an array of Slurm has `SLURM_ARRAY_TASK_ID`, with `_MIN`, `_STEP` and `_COUNT`.
  package init(
    _ text: String, environment: (String) -> String?
  ) throws(ShardError) {
    let halves = text.split(separator: "/", omittingEmptySubsequences: false)
    let count = halves.count == 2 ? Numbers.whole(halves[1]) : nil
    guard halves.count == 1 || halves.count == 2 && count != nil else {
      throw .unreadable(text)
    }
    if halves[0] == "auto" {
      self = try Self.named(by: environment, of: count)
      return
    }
    guard let count, let number = Numbers.whole(halves[0]),
      let shard = Shard(number: number, count: count)
    else { throw .unreadable(text) }
    self = shard
  }

  private static func named(
    by environment: (String) -> String?, of count: Int?
  ) throws(ShardError) -> Shard {
    if let value = environment("JOB_COMPLETION_INDEX") {
      guard let count else { throw .noCount }
      guard let index = Numbers.whole(value), let shard = Shard(number: index + 1, count: count)
      else { throw .variable("JOB_COMPLETION_INDEX", value: value, count: count) }
      return shard
    }
    guard let value = environment("SLURM_ARRAY_TASK_ID") else { throw .noNumber }
    func number(_ name: String) -> Int? { environment(name).flatMap { Numbers.whole($0) } }
    guard let count = count ?? number("SLURM_ARRAY_TASK_COUNT") else { throw .noCount }
    let least = number("SLURM_ARRAY_TASK_MIN") ?? 0
    let step = max(1, number("SLURM_ARRAY_TASK_STEP") ?? 1)
    guard let id = Numbers.whole(value), id >= least,
      let shard = Shard(number: (id - least) / step + 1, count: count)
    else { throw .variable("SLURM_ARRAY_TASK_ID", value: value, count: count) }
    return shard
  }
}

extension Shard {
  /// Parts in the order of their numbers, once all are there.
  ///
  /// - Parameters:
  ///   - parts: in whatever order.
  ///   - shard: which part each is.
  ///   - isLike: whether a part is of the same work as the first.
  /// - Throws: which is of something else, is there twice, or is missing.
  package static func ordered<Part>(
    _ parts: [Part], by shard: (Part) -> Shard, isLike: (Part) -> Bool
  ) throws(PlacedMergeError) -> [Part] {
    let count = shard(parts[0]).count
    var places: [Int: Int] = [:]
    for (place, part) in parts.enumerated() {
      guard shard(part).count == count, isLike(part) else {
        throw PlacedMergeError(place: place, error: .unlike)
      }
      guard places.updateValue(place, forKey: shard(part).number) == nil else {
        throw PlacedMergeError(place: place, error: .twice(shard(part).number))
      }
    }
    let missing = (1...count).filter { places[$0] == nil }
    guard missing.isEmpty else {
      throw PlacedMergeError(place: nil, error: .missing(missing, of: count))
    }
    return (1...count).map { parts[places[$0]!] }
  }
}
