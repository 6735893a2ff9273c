import Foundation
import Testing

/// Runs tests on threads of their own: these mostly wait for another program, and would keep those
/// that compute from the processors as long.
struct OwnThreads: SuiteTrait, TestTrait, TestScoping {
  var isRecursive: Bool { true }

  func provideScope(
    for test: Test, testCase: Test.Case?, performing function: @Sendable () async throws -> Void
  ) async throws {
    try await withTaskExecutorPreference(WaitingRoom.shared) { try await function() }
  }

  /// As many threads as other tests have, so that no more programs run at once than without them.
  private final class WaitingRoom: TaskExecutor {
    static let shared = WaitingRoom()
    private let threads = OperationQueue()

    private init() {
      threads.maxConcurrentOperationCount = ProcessInfo.processInfo.activeProcessorCount
    }

    func enqueue(_ job: consuming ExecutorJob) {
      let job = UnownedJob(job)
      threads.addOperation { job.runSynchronously(on: self.asUnownedTaskExecutor()) }
    }
  }
}

extension Trait where Self == OwnThreads {
  static var ownThreads: Self { OwnThreads() }
}
