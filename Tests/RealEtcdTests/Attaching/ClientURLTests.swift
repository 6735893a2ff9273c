import Testing

@testable import RealEtcd

@Suite("URLs of members that run already") struct ClientURLTests {
  @Test("The port is taken from what names this machine over plain HTTP")
  func read() throws {
    for (text, port) in [
      ("http://127.0.0.1:2379", 2379), ("http://localhost:1", 1),
      ("http://127.0.0.1:65535/", 65535),
    ] {
      let url = try ClientURL(text)
      #expect(url.port == port && url.text == text)
    }
    let list = try ClientURL.list("http://127.0.0.1:2379,http://localhost:22379")
    #expect(list.map(\.port) == [2379, 22379])
  }

  @Test(
    "What is wrong with one is said, and with the how manieth",
    arguments: [
      ("https://127.0.0.1:2379", ClientURL.Fault.encrypted), ("127.0.0.1:2379", .scheme),
      ("", .scheme), ("http://etcd.example:2379", .elsewhere("etcd.example")),
      ("http://10.0.0.1:2379", .elsewhere("10.0.0.1")), ("http://[::1]:2379", .elsewhere("[::1]")),
      ("http://127.0.0.1", .port("")), ("http://127.0.0.1:", .port("")),
      ("http://127.0.0.1:0", .port("0")), ("http://127.0.0.1:65536", .port("65536")),
      ("http://127.0.0.1:+80", .port("+80")),
      ("http://127.0.0.1:99999999999999999999", .port("99999999999999999999")),
      ("http://127.0.0.1:2379/v3", .path("/v3")), ("http://127.0.0.1:2379?a", .path("?a")),
    ])
  func faults(text: String, fault: ClientURL.Fault) {
    #expect(throws: EtcdError.badURL(text, place: 2, fault)) {
      try ClientURL.list("http://127.0.0.1:1,\(text)")
    }
  }

  @Test("One that is named twice is said, however it is written")
  func twice() {
    #expect(throws: EtcdError.sameURL("http://localhost:2379/")) {
      try ClientURL.list("http://127.0.0.1:2379,http://localhost:2379/")
    }
  }
}
