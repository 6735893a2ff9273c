import NIOConcurrencyHelpers
import NIOCore
import NIOHTTP1
import NIOPosix

/// The ports of the proxies, each chosen by the system: bound before anything is told of it, so
/// that nobody else can have it.
final class ProxyListeners: @unchecked Sendable {
  private let group: MultiThreadedEventLoopGroup
  private let count: Int
  private var channels: [any Channel] = []
  /// Who serves a port; set before the first member is told of it.
  private let owners = NIOLockedValueBox<[Int: (MemberPlan, PeerNetwork)]>([:])

  init(_ group: MultiThreadedEventLoopGroup, count: Int) {
    self.group = group
    self.count = count
  }

  /// Binds the ports.
  func ports() throws(EtcdError) -> [Int] {
    let bootstrap = ServerBootstrap(group: group).serverChannelOption(.backlog, value: 64)
      .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
      .childChannelOption(.tcpOption(.tcp_nodelay), value: 1)
      .childChannelInitializer { [owners] channel in
        let port = channel.localAddress?.port ?? 0
        guard let (member, network) = owners.withLockedValue({ $0[port] }) else {
          return channel.close()
        }
        let proxy = ProxyConnection(owner: member.id, port: member.peerPort, network: network)
        return channel.pipeline.configureHTTPServerPipeline(
          withPipeliningAssistance: false, withErrorHandling: false
        ).flatMap { channel.pipeline.addHandler(proxy) }
      }
    do {
      for _ in 0..<count {
        channels.append(try bootstrap.bind(host: "127.0.0.1", port: 0).wait())
      }
    } catch {
      throw .noProcess("a proxy", reason: "\(error)")
    }
    return channels.compactMap { $0.localAddress?.port }
  }

  /// From now on connections are served.
  func serve(_ members: [MemberPlan], _ network: PeerNetwork) -> [any Channel] {
    owners.withLockedValue { owners in
      for member in members { owners[member.proxyPort] = (member, network) }
    }
    return channels
  }
}
