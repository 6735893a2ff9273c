import Dispatch
import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Does pieces of work on all cores.
enum AllCores {
  /// How many there are.
  static var count: Int { max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN)))) }

  /// What each of `count` pieces of work comes to, in their order, on whichever core it was done.
  ///
  /// They are handed out in order. So when one fails all before it are being done already, and which
  /// failure is told, that of the lowest number, does not depend on the number of cores.
  ///
  /// - Parameters:
  ///   - cores: how many are used at most.
  ///   - progress: is told on one of the cores how many pieces are done.
  static func map<Value: Sendable, Failure: Error>(
    _ count: Int, cores: Int = AllCores.count,
    _ work: @Sendable (Int) throws(Failure) -> Value,
    progress: @Sendable (Int) -> Void = { _ in }
  ) throws(Failure) -> [Value] {
    let state = Mutex(State<Value, Failure>(count: count))
    DispatchQueue.concurrentPerform(iterations: max(1, min(cores, count))) { core in
      while let number = state.withLock({ $0.next() }) {
        let result: Result<Value, Failure>
        do throws(Failure) {
          result = .success(try work(number))
        } catch {
          result = .failure(error)
        }
        let done = state.withLock { $0.add(result, number: number) }
        if core == 0 { progress(done) }
      }
    }
    let results = state.withLock { $0.results }
    var values: [Value] = []
    values.reserveCapacity(count)
    for result in results {
      // Behind a failure some pieces were not done any more.
      guard let result else { break }
      values.append(try result.get())
    }
    return values
  }

  /// What all cores share.
  private struct State<Value: Sendable, Failure: Error> {
    var results: [Result<Value, Failure>?]
    private var handedOut = 0
    private var done = 0
    private var isOver = false

    init(count: Int) { results = Array(repeating: nil, count: count) }

    /// The number of the next piece, if there is one.
    mutating func next() -> Int? {
      guard !isOver, handedOut < results.count else { return nil }
      handedOut += 1
      return handedOut - 1
    }

    mutating func add(_ result: Result<Value, Failure>, number: Int) -> Int {
      results[number] = result
      if case .failure = result { isOver = true }
      done += 1
      return done
    }
  }
}
