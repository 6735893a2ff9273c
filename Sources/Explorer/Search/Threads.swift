import CPrefetch
import Synchronization

#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// Threads that do work together, again and again, and wait in between: to start one anew takes as
/// long as a meeting of all, and who looks on at a search goes on with it hundreds of times.
final class Crew {
  private let count: Int
  private let shared: Shared
  private let threads: [pthread_t]

  /// What the threads know of it: they do not keep the crew itself.
  private final class Shared: @unchecked Sendable {
    let barrier: Barrier
    /// Set while the threads wait; nil: there is no more.
    var work: (@Sendable (Int) -> Void)?

    init(_ count: Int) { barrier = Barrier(count) }

    /// Does this work, as one of the threads. Returns whether there was any.
    func perform(as number: Int) -> Bool {
      barrier.wait()
      guard let work else { return false }
      work(number)
      return true
    }
  }

  /// - Parameter count: how many threads, with the one that calls `run`.
  init(_ count: Int) {
    self.count = count
    let shared = Shared(count)
    self.shared = shared
    threads = (1..<count).map { number in
      Threads.start { while shared.perform(as: number) { shared.barrier.wait() } }
    }
  }

  deinit {
    shared.barrier.wait()
    for thread in threads { pthread_join(thread, nil) }
  }

  /// Runs `body` once for each number below `count`, each on a thread of its own, the first on this
  /// one; returns when all are done.
  func run(_ body: @Sendable (Int) -> Void) {
    guard count > 1 else { return body(0) }
    withoutActuallyEscaping(body) { body in
      shared.work = body
      _ = shared.perform(as: 0)
      shared.barrier.wait()
      shared.work = nil
    }
  }
}

/// The system's threads.
private enum Threads {
  private final class Job: Sendable {
    let body: @Sendable () -> Void
    init(_ body: @escaping @Sendable () -> Void) { self.body = body }
  }

  /// Starts a thread; whoever does so waits for its end.
  static func start(_ body: @escaping @Sendable () -> Void) -> pthread_t {
    let job = Unmanaged.passRetained(Job(body)).toOpaque()
    #if canImport(Darwin)
      var thread: pthread_t?
      let error = pthread_create(&thread, nil, { Self.perform($0) }, job)
      guard error == 0, let thread else { fatalError("no thread could be started: \(error)") }
      return thread
    #else
      var thread = pthread_t()
      let error = pthread_create(&thread, nil, { Self.perform($0!) }, job)
      guard error == 0 else { fatalError("no thread could be started: \(error)") }
      return thread
    #endif
  }

  private static func perform(_ job: UnsafeMutableRawPointer) -> UnsafeMutableRawPointer? {
    Unmanaged<Job>.fromOpaque(job).takeRetainedValue().body()
    return nil
  }
}

/// A lock.
final class Lock: @unchecked Sendable {
  private let mutex: UnsafeMutablePointer<pthread_mutex_t>

  init() {
    mutex = .allocate(capacity: 1)
    mutex.initialize(to: pthread_mutex_t())
    pthread_mutex_init(mutex, nil)
  }

  deinit {
    pthread_mutex_destroy(mutex)
    mutex.deallocate()
  }

  /// How often a thread asks before it sleeps: about 100 µs. To sleep and to be woken takes longer
  /// than the lock is held.
  private static var tries: Int { 1 << 12 }

  func acquire() {
    for _ in 0..<Self.tries {
      if pthread_mutex_trylock(mutex) == 0 { return }
      raftlab_relax()
    }
    pthread_mutex_lock(mutex)
  }
  func release() { pthread_mutex_unlock(mutex) }
}

/// Where threads wait for each other.
///
/// Between two meetings are some ten thousandths of a second: to sleep and to be woken takes as
/// long. So a thread looks for a while whether all have come, and sleeps only if they have not.
/// Where others want its core it lets them have it after each look, or it would keep from working
/// those it waits for.
final class Barrier: @unchecked Sendable {
  private let count: Int
  private let waiting = Atomic(0)
  /// The number of this meeting: threads that wait go on when it has changed.
  private let meeting = Atomic(0)
  private let mutex: UnsafeMutablePointer<pthread_mutex_t>
  private let condition: UnsafeMutablePointer<pthread_cond_t>

  /// How often a thread looks by itself, some 10 µs, and how often it then looks and lets others
  /// run, about 1 ms, before it sleeps.
  private static var looks: Int { 1 << 9 }
  private static var turns: Int { 1 << 11 }

  /// - Parameter count: how many threads meet.
  init(_ count: Int) {
    self.count = count
    mutex = .allocate(capacity: 1)
    mutex.initialize(to: pthread_mutex_t())
    pthread_mutex_init(mutex, nil)
    condition = .allocate(capacity: 1)
    condition.initialize(to: pthread_cond_t())
    pthread_cond_init(condition, nil)
  }

  deinit {
    pthread_cond_destroy(condition)
    condition.deallocate()
    pthread_mutex_destroy(mutex)
    mutex.deallocate()
  }

  /// Waits until all have come.
  ///
  /// - Parameter alone: what the last to come does while the others still wait.
  func wait(_ alone: () -> Void = {}) {
    if count == 1 { return alone() }
    let own = meeting.load(ordering: .acquiring)
    guard waiting.wrappingAdd(1, ordering: .acquiringAndReleasing).newValue < count else {
      alone()
      waiting.store(0, ordering: .relaxed)
      return goOn()
    }
    for look in 0..<Self.looks + Self.turns {
      if meeting.load(ordering: .acquiring) != own { return }
      if look < Self.looks { raftlab_relax() } else { sched_yield() }
    }
    pthread_mutex_lock(mutex)
    while meeting.load(ordering: .acquiring) == own { pthread_cond_wait(condition, mutex) }
    pthread_mutex_unlock(mutex)
  }

  private func goOn() {
    // Under the lock, or a thread could fall asleep between its last look and the call that wakes it.
    pthread_mutex_lock(mutex)
    meeting.wrappingAdd(1, ordering: .releasing)
    pthread_cond_broadcast(condition)
    pthread_mutex_unlock(mutex)
  }
}
