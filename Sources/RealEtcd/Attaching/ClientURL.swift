/// Where a member that runs already serves its clients: plain HTTP on this machine, and nothing else.
package struct ClientURL: Hashable, Sendable {
  package let port: Int
  /// As it was written.
  package let text: String

  /// What is wrong with a URL.
  package enum Fault: Hashable, Sendable {
    /// It is encrypted, and raftlab has no keys.
    case encrypted
    /// It does not begin with `http://`.
    case scheme
    /// It is on another machine.
    case elsewhere(String)
    /// Its port is none.
    case port(String)
    /// Something stands behind its port.
    case path(String)
  }

  /// Reads a URL.
  ///
  /// - Parameter place: among several, counted from 1, for errors.
  /// - Throws: `EtcdError.badURL`.
  package init(_ text: String, place: Int = 1) throws(EtcdError) {
    func fault(_ fault: Fault) -> EtcdError { .badURL(text, place: place, fault) }
    if text.hasPrefix("https://") { throw fault(.encrypted) }
    guard text.hasPrefix("http://") else { throw fault(.scheme) }
    let rest = text.dropFirst("http://".count)
    let authority = rest.prefix { $0 != "/" && $0 != "?" && $0 != "#" }
    let path = rest.dropFirst(authority.count)
    guard path.isEmpty || path == "/" else { throw fault(.path(String(path))) }
    let colon = authority.lastIndex(of: ":") ?? authority.endIndex
    let host = authority[..<colon]
    let digits = authority[colon...].dropFirst()
    guard host == "127.0.0.1" || host == "localhost" else { throw fault(.elsewhere(String(host))) }
    guard digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let port = Int(digits),
      (1...65_535).contains(port)
    else { throw fault(.port(String(digits))) }
    self.port = port
    self.text = text
  }

  /// Reads several, with commas between them.
  package static func list(_ text: String) throws(EtcdError) -> [ClientURL] {
    var urls: [ClientURL] = []
    for part in text.split(separator: ",", omittingEmptySubsequences: false) {
      let url = try ClientURL(String(part), place: urls.count + 1)
      if urls.contains(where: { $0.port == url.port }) { throw .sameURL(url.text) }
      urls.append(url)
    }
    return urls
  }
}
