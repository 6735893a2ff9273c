import Synchronization

/// A bar of progress that is moved on whichever core tells of it.
final class SharedBar: Sendable {
  private let bar: Mutex<ProgressBar>

  init(_ title: String, total: Int) { bar = Mutex(ProgressBar(title, total: total)) }

  func move(to done: Int) { bar.withLock { _ = $0.move(to: done) } }

  func end() { bar.withLock { $0.end() } }
}
