import NIOCore
import NIOHTTP1

/// What an HTTP server answered.
struct HTTPAnswer: Sendable {
  var status: Int
  var body: [UInt8]
}

/// Why there is no answer.
enum HTTPFault: Error, Hashable, Sendable {
  /// Nobody listens there, so nothing of the request was read.
  case notReached
  /// The connection broke, or the answer did not come in time: the request may have been read.
  case noAnswer
}

/// A kept connection to a port of loopback, over which requests go one after the other.
///
/// All of it lives on one event loop, and must be used there only.
final class HTTPConnection: ChannelInboundHandler, @unchecked Sendable {
  typealias InboundIn = HTTPClientResponsePart
  typealias OutboundOut = HTTPClientRequestPart

  typealias Completion = (Result<HTTPAnswer, HTTPFault>) -> Void

  private let port: Int
  private let loop: any EventLoop
  private var channel: (any Channel)?
  private var isConnecting = false
  private var queue: [Request] = []
  private var current: Request?
  private var answer = HTTPAnswer(status: 0, body: [])
  private var deadline: Scheduled<Void>?
  /// Longer answers are not read.
  private static let bodyLimit = 16 << 20

  private struct Request {
    var head: HTTPRequestHead
    var body: [UInt8]
    var timeout: TimeAmount
    var completion: Completion
  }

  init(port: Int, loop: any EventLoop) {
    self.port = port
    self.loop = loop
  }

  /// Whether nothing is asked that is not answered.
  var isIdle: Bool { current == nil && queue.isEmpty }

  /// Asks something. `completion` is called once, on the loop.
  func send(
    _ method: HTTPMethod, _ path: String, headers: HTTPHeaders = [:], body: [UInt8] = [],
    timeout: TimeAmount, completion: @escaping Completion
  ) {
    var head = HTTPRequestHead(version: .http1_1, method: method, uri: path, headers: headers)
    head.headers.replaceOrAdd(name: "Host", value: "127.0.0.1:\(port)")
    if method != .GET { head.headers.replaceOrAdd(name: "Content-Length", value: "\(body.count)") }
    queue.append(Request(head: head, body: body, timeout: timeout, completion: completion))
    goOn()
  }

  /// Ends it; what is not answered fails.
  func close() {
    let lost = (current.map { [$0] } ?? []) + queue
    queue = []
    current = nil
    deadline?.cancel()
    drop()
    for request in lost { request.completion(.failure(.noAnswer)) }
  }

  private func drop() {
    let channel = self.channel
    self.channel = nil
    channel?.close(promise: nil)
  }

  private func goOn() {
    guard current == nil, !isConnecting, !queue.isEmpty else { return }
    guard let channel, channel.isActive else {
      connect()
      return
    }
    let request = queue.removeFirst()
    current = request
    answer = HTTPAnswer(status: 0, body: [])
    deadline = loop.scheduleTask(in: request.timeout) { self.fail(.noAnswer) }
    channel.write(HTTPClientRequestPart.head(request.head), promise: nil)
    if !request.body.isEmpty {
      let body = channel.allocator.buffer(bytes: request.body)
      channel.write(HTTPClientRequestPart.body(.byteBuffer(body)), promise: nil)
    }
    channel.writeAndFlush(HTTPClientRequestPart.end(nil), promise: nil)
  }

  private func connect() {
    isConnecting = true
    loop.dial(port, with: self).whenComplete { result in
      self.isConnecting = false
      if case .success(let channel) = result {
        self.channel = channel
        self.goOn()
      } else if !self.queue.isEmpty {
        self.queue.removeFirst().completion(.failure(.notReached))
        self.goOn()
      }
    }
  }

  private func fail(_ fault: HTTPFault) {
    guard let request = current else { return }
    deadline?.cancel()
    current = nil
    // What comes later would be taken for the answer to something else.
    drop()
    request.completion(.failure(fault))
    goOn()
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    guard context.channel === channel else { return }
    switch unwrapInboundIn(data) {
    case .head(let head): answer.status = Int(head.status.code)
    case .body(let part):
      answer.body += part.readableBytesView
      if answer.body.count > Self.bodyLimit { fail(.noAnswer) }
    case .end:
      guard let request = current else { return }
      deadline?.cancel()
      current = nil
      request.completion(.success(answer))
      goOn()
    }
  }

  func channelInactive(context: ChannelHandlerContext) {
    guard context.channel === channel else { return }
    channel = nil
    fail(.noAnswer)
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    context.close(promise: nil)
  }
}
