import NIOConcurrencyHelpers

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// What was seen and has not been looked at: filled on the event loop, emptied by the screen's
/// thread, which sleeps on a pipe meanwhile.
package final class SightingQueue: Sendable {
  /// Becomes readable when there is something new; not to be read from but by `take`.
  package let descriptor: Int32
  private let alarm: Int32
  private let waiting = NIOLockedValueBox<[Sighting]>([])
  /// When nobody looks and so many wait, messages are let go of. What disks and members tell is
  /// not: a log with a gap would be no log.
  private static let limit = 200_000

  init() throws(EtcdError) {
    var ends: [Int32] = [0, 0]
    guard pipe(&ends) == 0 else { throw .noProcess("a pipe", reason: System.lastError) }
    for end in ends {
      _ = fcntl(end, F_SETFL, O_NONBLOCK)
      _ = fcntl(end, F_SETFD, FD_CLOEXEC)
    }
    (descriptor, alarm) = (ends[0], ends[1])
  }

  deinit {
    close(descriptor)
    close(alarm)
  }

  func add(_ sighting: Sighting) {
    let isFirst = waiting.withLockedValue { waiting in
      if waiting.count >= Self.limit { waiting.removeAll(where: \.isMessage) }
      waiting.append(sighting)
      return waiting.count == 1
    }
    guard isFirst else { return }
    var byte: UInt8 = 1
    _ = write(alarm, &byte, 1)
  }

  /// All that is new, oldest first.
  package func take() -> [Sighting] {
    var bytes: [UInt8] = [0, 0, 0, 0, 0, 0, 0, 0]
    while read(descriptor, &bytes, bytes.count) > 0 {}
    return waiting.withLockedValue { waiting in
      let all = waiting
      waiting = []
      return all
    }
  }

  /// Waits until there is something new.
  ///
  /// - Parameter milliseconds: how long at most.
  package func wait(milliseconds: Int) {
    var poller = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    _ = poll(&poller, 1, Int32(milliseconds))
  }
}
