import NIOCore
import NIOHTTP1

/// A watch that is open on a member: a request whose answer has no end, a line of JSON for each
/// thing that the watch is told.
///
/// All of it lives on one event loop, and must be used there only.
final class WatchConnection: ChannelInboundHandler, @unchecked Sendable {
  typealias InboundIn = HTTPClientResponsePart
  typealias OutboundOut = HTTPClientRequestPart

  private let told: (JSON) -> Void
  private let lost: () -> Void
  private var channel: (any Channel)?
  private var line: [UInt8] = []
  private var isOver = false
  /// Longer lines are not read.
  private static let lineLimit = 16 << 20

  /// Opens it.
  ///
  /// - Parameters:
  ///   - told: is called for each line.
  ///   - lost: is called once, when the connection breaks, and not when it is closed.
  init(
    _ call: EtcdCall, port: Int, loop: any EventLoop, told: @escaping (JSON) -> Void,
    lost: @escaping () -> Void
  ) {
    self.told = told
    self.lost = lost
    loop.dial(port, with: self).whenComplete { result in
      guard case .success(let channel) = result, !self.isOver else {
        if case .success(let channel) = result { channel.close(promise: nil) }
        return self.end()
      }
      self.channel = channel
      self.ask(call, port: port, channel)
    }
  }

  private func ask(_ call: EtcdCall, port: Int, _ channel: any Channel) {
    let headers: HTTPHeaders = [
      "Host": "127.0.0.1:\(port)", "Content-Type": "application/json",
      "Content-Length": "\(call.body.utf8.count)",
    ]
    let head = HTTPRequestHead(version: .http1_1, method: .POST, uri: call.path, headers: headers)
    channel.write(HTTPClientRequestPart.head(head), promise: nil)
    let body = channel.allocator.buffer(string: call.body)
    channel.write(HTTPClientRequestPart.body(.byteBuffer(body)), promise: nil)
    channel.writeAndFlush(HTTPClientRequestPart.end(nil), promise: nil)
  }

  /// It is not needed any more.
  func close() {
    isOver = true
    channel?.close(promise: nil)
    channel = nil
  }

  private func end() {
    guard !isOver else { return }
    close()
    lost()
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    switch unwrapInboundIn(data) {
    case .head(let head): if head.status != .ok { end() }
    case .body(let part):
      for byte in part.readableBytesView {
        if byte == UInt8(ascii: "\n") { endLine() } else { line.append(byte) }
      }
      if line.count > Self.lineLimit { end() }
    case .end: end()
    }
  }

  private func endLine() {
    defer { line = [] }
    guard !isOver, !line.isEmpty else { return }
    guard let json = try? JSON(line), let result = json["result"] else { return end() }
    told(result)
  }

  func channelInactive(context: ChannelHandlerContext) { end() }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    context.close(promise: nil)
  }
}
