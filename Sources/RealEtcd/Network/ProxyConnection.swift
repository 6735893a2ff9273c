import NIOCore
import NIOHTTP1
import RaftCore
import Simulation

/// A connection from one member to another, in two halves: this end, which the sender dialled, and
/// the one to the member whose proxy it is. Requests and answers go through; Raft's messages in
/// them are looked at one by one.
final class ProxyConnection: ChannelInboundHandler, @unchecked Sendable {
  typealias InboundIn = HTTPServerRequestPart
  typealias OutboundOut = HTTPServerResponsePart

  /// The member whose proxy it is, and where that listens.
  private let owner: ServerID
  private let port: Int
  private let network: PeerNetwork
  private var channel: (any Channel)?
  private var upstream: (any Channel)?
  /// What was said before the connection to the member stood.
  private var early: [HTTPClientRequestPart]? = []
  private var exchange = Exchange.plain
  private var stream: StreamDecoder?
  /// The first bytes of a snapshot, until its message is found in them.
  private var beginning: [UInt8]?
  /// Longer requests with one message are not believed in.
  private static let bodyLimit = 64 << 20

  /// What the request that is under way is.
  private enum Exchange {
    /// It goes through as it is.
    case plain
    /// A snapshot: a message, and behind it the store, which is not looked at. It goes through as it
    /// is, or is swallowed and answered here.
    case snapshot(PeerLink, HTTPHeaders, isCut: Bool)
    /// One message, collected before anything is decided.
    case message(HTTPRequestHead, PeerLink?, [UInt8])
    /// Its answer is a stream of messages.
    case stream(StreamDecoder.Kind, PeerLink)
  }

  init(owner: ServerID, port: Int, network: PeerNetwork) {
    self.owner = owner
    self.port = port
    self.network = network
  }

  func channelActive(context: ChannelHandlerContext) {
    channel = context.channel
    connect()
    context.fireChannelActive()
  }

  private func connect() {
    network.loop.dial(port, with: ProxyAnswers(self)).whenComplete { self.connected($0) }
  }

  private func connected(_ result: Result<any Channel, any Error>) {
    guard case .success(let upstream) = result, let channel, channel.isActive else {
      if case .success(let upstream) = result { upstream.close(promise: nil) }
      close()
      return
    }
    self.upstream = upstream
    let parts = early ?? []
    early = nil
    for part in parts { upstream.write(part, promise: nil) }
    upstream.flush()
  }

  private func pass(_ part: HTTPClientRequestPart) {
    if early != nil {
      early?.append(part)
    } else if case .body = part {
      upstream?.write(part, promise: nil)
    } else {
      upstream?.writeAndFlush(part, promise: nil)
    }
  }

  private func close() {
    channel?.close(promise: nil)
    upstream?.close(promise: nil)
  }

  // MARK: From the sender

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    switch unwrapInboundIn(data) {
    case .head(let head): begin(head)
    case .body(let part): take(part)
    case .end: end()
    }
  }

  private func begin(_ head: HTTPRequestHead) {
    let sender = network.sender(of: head)
    exchange = .plain
    if head.uri == "/members", !network.answersMembers {
      close()
      return
    }
    if head.uri == "/raft", head.method == .POST {
      exchange = .message(head, sender.map { PeerLink(from: $0, to: owner) }, [])
      return
    }
    if head.uri == "/raft/snapshot", let sender {
      let isCut = !network.topology.isConnected(from: sender, to: owner)
      exchange = .snapshot(PeerLink(from: sender, to: owner), head.headers, isCut: isCut)
      beginning = []
      if !isCut { pass(.head(head)) }
      return
    }
    if let kind = StreamDecoder.Kind(path: head.uri), let sender {
      exchange = .stream(kind, PeerLink(from: owner, to: sender))
    }
    pass(.head(head))
  }

  private func take(_ part: ByteBuffer) {
    switch exchange {
    case .plain, .stream: pass(.body(.byteBuffer(part)))
    case .snapshot(let link, _, let isCut):
      lookFor(link, part, isCut: isCut)
      if !isCut { pass(.body(.byteBuffer(part))) }
    case .message(let head, let link, var body):
      // Not kept twice while it grows.
      exchange = .plain
      body += part.readableBytesView
      if body.count > Self.bodyLimit {
        close()
      } else {
        exchange = .message(head, link, body)
      }
    }
  }

  private func end() {
    switch exchange {
    case .plain, .stream: pass(.end(nil))
    case .snapshot(_, let headers, let isCut):
      if isCut { answer(to: headers) } else { pass(.end(nil)) }
    case .message(let head, let link, let body):
      // What is no message, or of nobody who is known, is for the member to refuse.
      let message = try? WireMessage(body[...])
      let fate =
        if let link, let message { network.see(message, on: link) } else { PeerNetwork.Fate.passes }
      switch fate {
      case .taken: answer(to: head.headers)
      case .refused: close()
      case .passes:
        pass(.head(head))
        pass(.body(.byteBuffer(ByteBuffer(bytes: body))))
        pass(.end(nil))
      }
    }
  }

  /// Looks for the message at the beginning of a snapshot: its length in eight bytes, then itself.
  private func lookFor(_ link: PeerLink, _ part: ByteBuffer, isCut: Bool) {
    guard var bytes = beginning else { return }
    beginning = nil
    bytes += part.readableBytesView.prefix(Self.bodyLimit - bytes.count)
    let length = bytes.prefix(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    if bytes.count < 8 || bytes.count < Self.bodyLimit && UInt64(bytes.count - 8) < length {
      beginning = bytes
    } else if let end = Int(exactly: length), end <= bytes.count - 8,
      let message = try? WireMessage(bytes[8..<(8 + end)])
    {
      network.see(snapshot: message, on: link, isCut: isCut)
    }
  }

  /// Answers as a member does that took a message.
  private func answer(to request: HTTPHeaders) {
    var head = HTTPResponseHead(version: .http1_1, status: .noContent)
    if let cluster = request.first(name: "X-Etcd-Cluster-Id") {
      head.headers.add(name: "X-Etcd-Cluster-Id", value: cluster)
    }
    channel?.write(HTTPServerResponsePart.head(head), promise: nil)
    channel?.writeAndFlush(HTTPServerResponsePart.end(nil), promise: nil)
  }

  func channelInactive(context: ChannelHandlerContext) {
    if case .stream(let kind, let link) = exchange, let channel {
      network.closed(kind, link, on: channel)
    }
    upstream?.close(promise: nil)
    context.fireChannelInactive()
  }

  /// What is not taken off is not read any more, so that a member that stands still is felt by who
  /// sends, as it would be without a proxy.
  func channelWritabilityChanged(context: ChannelHandlerContext) {
    upstream?.setOption(.autoRead, value: context.channel.isWritable).whenFailure { _ in }
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) { close() }

  // MARK: From the member

  fileprivate func answerRead(_ part: HTTPClientResponsePart) {
    switch part {
    case .head(let head):
      if case .stream(let kind, let link) = exchange, head.status == .ok, let channel {
        let names = (network.name(of: link.from) ?? 0, network.name(of: link.to) ?? 0)
        stream = StreamDecoder(kind, from: names.0, to: names.1)
        network.opened(kind, link, on: channel)
      }
      channel?.writeAndFlush(HTTPServerResponsePart.head(head), promise: nil)
    case .body(let bytes):
      if stream == nil {
        channel?.writeAndFlush(HTTPServerResponsePart.body(.byteBuffer(bytes)), promise: nil)
      } else {
        passFrames(bytes)
      }
    case .end:
      stream = nil
      channel?.writeAndFlush(HTTPServerResponsePart.end(nil), promise: nil)
    }
  }

  private func passFrames(_ bytes: ByteBuffer) {
    guard case .stream(_, let link) = exchange, let channel else { return }
    stream?.feed(bytes.readableBytesView)
    var passed = ByteBuffer()
    do throws(WireError) {
      while let frame = try stream?.next() {
        switch frame {
        case .linkHeartbeat(let bytes): passed.writeBytes(bytes)
        case .message(let message, let bytes):
          if case .passes = network.see(message, on: link) { passed.writeBytes(bytes) }
        }
      }
    } catch {
      network.failed(error, on: link)
      close()
      return
    }
    if passed.readableBytes > 0 {
      channel.writeAndFlush(HTTPServerResponsePart.body(.byteBuffer(passed)), promise: nil)
    }
  }

  fileprivate func memberHungUp() { close() }
}

/// The half of a proxied connection that leads to the member.
private final class ProxyAnswers: ChannelInboundHandler, @unchecked Sendable {
  typealias InboundIn = HTTPClientResponsePart

  private let connection: ProxyConnection

  init(_ connection: ProxyConnection) { self.connection = connection }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    connection.answerRead(unwrapInboundIn(data))
  }

  func channelInactive(context: ChannelHandlerContext) { connection.memberHungUp() }
  func errorCaught(context: ChannelHandlerContext, error: any Error) { connection.memberHungUp() }
}

extension StreamDecoder.Kind {
  /// The stream that a request asks for; nil when it asks for something else.
  init?(path: String) {
    if path.hasPrefix("/raft/stream/msgapp/") {
      self = .append
    } else if path.hasPrefix("/raft/stream/message/") {
      self = .message
    } else {
      return nil
    }
  }
}
