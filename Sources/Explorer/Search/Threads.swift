import Synchronization

#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// Work on several threads at once.
enum Threads {
  /// Runs `body` once for each number below `count`, each on a thread of its own, the first on this
  /// one; returns when all are done.
  static func run(_ count: Int, _ body: @Sendable (Int) -> Void) {
    guard count > 1 else { return body(0) }
    withoutActuallyEscaping(body) { body in
      let threads = (1..<count).map { number in start { body(number) } }
      body(0)
      for thread in threads { pthread_join(thread, nil) }
    }
  }

  private final class Job: Sendable {
    let body: @Sendable () -> Void
    init(_ body: @escaping @Sendable () -> Void) { self.body = body }
  }

  private static func start(_ body: @escaping @Sendable () -> Void) -> pthread_t {
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

  func acquire() { pthread_mutex_lock(mutex) }
  func release() { pthread_mutex_unlock(mutex) }
}

/// Where threads wait for each other.
///
/// Between two meetings are some ten thousandths of a second: to sleep and to be woken takes as
/// long. So a thread looks for a while whether all have come, and sleeps only if they have not.
final class Barrier: @unchecked Sendable {
  private let count: Int
  private let waiting = Atomic(0)
  /// The number of this meeting: threads that wait go on when it has changed.
  private let meeting = Atomic(0)
  private let mutex: UnsafeMutablePointer<pthread_mutex_t>
  private let condition: UnsafeMutablePointer<pthread_cond_t>

  /// How often a thread looks before it sleeps: about 50 µs.
  private static var looks: Int { 1 << 15 }

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
    for _ in 0..<Self.looks {
      if meeting.load(ordering: .acquiring) != own { return }
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
