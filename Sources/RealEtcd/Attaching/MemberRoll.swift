import NIOCore
import ObservedEtcd

/// Who belongs to a cluster that runs already, by what its members say.
struct MemberRoll {
  private(set) var members: [Member] = []
  private(set) var version = ""
  /// The members that serve their clients on other machines.
  private(set) var elsewhere: [String] = []

  struct Member {
    let name: UInt64
    /// Where it serves its clients; nil where that is on another machine.
    let port: Int?
  }

  private static let timeout = TimeAmount.seconds(2)

  /// Asks the members at these places. Those that are named come first, in their order.
  ///
  /// - Throws: `EtcdError` when none of them answers, one is no etcd, or they are of different clusters.
  init(of urls: [ClientURL], on loop: any EventLoop) throws(EtcdError) {
    var clusters: [(cluster: String, url: ClientURL, member: UInt64)] = []
    var list: JSON?
    for url in urls {
      let gateway = EtcdGateway(port: url.port, loop: loop)
      defer { loop.execute { gateway.close() } }
      guard let status = try Self.ask(.status, gateway, loop, url) else { continue }
      guard let cluster = status["header"]?["cluster_id"]?.text,
        let member = status["header"]?["member_id"]?.text.flatMap({ UInt64($0) }),
        let version = status["version"]?.text
      else { throw .noEtcd(url.text) }
      if let first = clusters.first, first.cluster != cluster {
        throw .otherCluster(first.url.text, url.text)
      }
      if let other = clusters.first(where: { $0.member == member }) {
        throw .sameMember(other.url.text, url.text)
      }
      clusters.append((cluster, url, member))
      self.version = version
      if list == nil { list = try Self.ask(.members, gateway, loop, url) }
    }
    guard !clusters.isEmpty, let list else { throw .nobodyAnswers(urls.map(\.text)) }
    let named = clusters.map { Member(name: $0.member, port: $0.url.port) }
    members = named
    for entry in list["members"]?.elements ?? [] {
      guard let name = entry["ID"]?.text.flatMap({ UInt64($0) }),
        !members.contains(where: { $0.name == name })
      else { continue }
      let texts = (entry["clientURLs"]?.elements ?? []).compactMap(\.text)
      let port = texts.lazy.compactMap { try? ClientURL($0).port }.first
      if port == nil { elsewhere.append(entry["name"]?.text ?? String(name, radix: 16)) }
      members.append(Member(name: name, port: port))
    }
    guard members.count <= 9 else { throw .memberCount(members.count) }
  }

  /// Asks one member; nil when nobody answers.
  private static func ask(
    _ call: EtcdCall, _ gateway: EtcdGateway, _ loop: any EventLoop, _ url: ClientURL
  ) throws(EtcdError) -> JSON? {
    let promise = loop.makePromise(of: EtcdReply.self)
    loop.execute { gateway.send(call, timeout: timeout) { promise.succeed($0) } }
    guard let reply = try? promise.futureResult.wait() else { return nil }
    switch reply {
    case .done(let json): return json
    // Nobody listens, or does not answer in time, or is an etcd that cannot say it now.
    case .refused, .unknown: return nil
    case .foreign: throw .noEtcd(url.text)
    }
  }
}
