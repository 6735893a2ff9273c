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
