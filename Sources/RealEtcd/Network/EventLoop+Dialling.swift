import NIOCore
import NIOHTTP1
import NIOPosix

extension EventLoop {
  /// Connects to a port of this machine, and has a handler speak HTTP/1.1 there.
  ///
  /// By address and not by name: even "127.0.0.1" would be looked up on another thread, which may be
  /// done with it only when the loop has ended; then SwiftNIO writes an error to the terminal.
  func dial(
    _ port: Int, with handler: some ChannelHandler & Sendable
  ) -> EventLoopFuture<any Channel> {
    let bootstrap = ClientBootstrap(group: self).connectTimeout(.seconds(2))
      .channelOption(.tcpOption(.tcp_nodelay), value: 1)
      .channelInitializer { channel in
        channel.pipeline.addHTTPClientHandlers().flatMap { channel.pipeline.addHandler(handler) }
      }
    do {
      return bootstrap.connect(to: try SocketAddress(ipAddress: "127.0.0.1", port: port))
    } catch {
      return makeFailedFuture(error)
    }
  }
}
