import NIOCore
import NIOHTTP1

/// What is looked at of one member: its log on disk, its log for people, its variables.
final class MemberObserver {
  var wal: WALTail
  var log: LogTail
  private let connection: HTTPConnection

  init(_ member: MemberPlan, _ cluster: ClusterPlan, loop: any EventLoop) {
    wal = WALTail(folder: "\(cluster.dataFolder(of: member))/member/wal")
    log = LogTail(path: cluster.logFile(of: member))
    connection = HTTPConnection(port: member.clientPort, loop: loop)
  }

  /// Asks how the member stands, unless it has not answered yet.
  func ask(_ completion: @escaping (MemberStatus) -> Void) {
    guard connection.isIdle else { return }
    connection.send(.GET, "/debug/vars", timeout: .milliseconds(300)) { result in
      guard case .success(let answer) = result, let status = MemberStatus(variables: answer.body)
      else { return }
      completion(status)
    }
  }

  /// The member's disk was emptied: its log begins again.
  func beginAgain(_ member: MemberPlan, _ cluster: ClusterPlan) {
    wal.stop()
    wal = WALTail(folder: "\(cluster.dataFolder(of: member))/member/wal")
  }

  func stop() {
    wal.stop()
    log.stop()
    connection.close()
  }
}
