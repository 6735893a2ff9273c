import Foundation
import Testing

/// Runs tests on threads of their own: these mostly wait for another program, and would keep those
/// that compute from the processors as long.
package struct OwnThreads: SuiteTrait, TestTrait, TestScoping {
  package var isRecursive: Bool { true }

  package func provideScope(
    for test: Test, testCase: Test.Case?, performing function: @Sendable () async throws -> Void
  ) async throws {
    try await withTaskExecutorPreference(WaitingRoom.shared) { try await function() }
  }

  /// Three times as many as there are processors: a test and its program take turns, and both wait
  /// most of the time.
  private final class WaitingRoom: TaskExecutor {
    static let shared = WaitingRoom()
    private let threads = OperationQueue()

    private init() {
      threads.maxConcurrentOperationCount = 3 * ProcessInfo.processInfo.activeProcessorCount
    }

    func enqueue(_ job: consuming ExecutorJob) {
      let job = UnownedJob(job)
      threads.addOperation { job.runSynchronously(on: self.asUnownedTaskExecutor()) }
    }
  }
}

extension Trait where Self == OwnThreads {
  package static var ownThreads: Self { OwnThreads() }
}
