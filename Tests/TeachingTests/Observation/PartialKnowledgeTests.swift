import KeyValue
import RaftCore
import Simulation
import Testing

@testable import Teaching

/// A cluster of which little is known: what is not known is said to be unknown, and nothing
/// crashes over it.
@Suite("What little is known of a cluster")
struct PartialKnowledgeTests {
  @Test("Every fact of a script has a value, and that of an unknown field is unknown")
  func facts() throws {
    let cluster = Onlooker().state
    for quantity in Self.quantities {
      let value = try quantity.value(in: cluster)
      // Known of S2: that it is down. Known of all: the network, the clients, no violation.
      #expect((value == .unknown) == Self.unknown.contains(quantity), "\(quantity.text): \(value)")
    }
  }

  @Test("Nothing is equal to what is unknown, and nothing is different from it")
  func comparisons() throws {
    let cluster = Onlooker().state
    for text in ["S1 term 3", "S1 term != 3", "S1 term >= 0", "leader S1", "leader != S1"] {
      var words = try Words(text)
      let condition = try Condition(&words)
      #expect(!condition.holds(in: cluster), "\(text)")
      guard case .unmet(_, let actual)? = condition.failure(in: cluster) else {
        Issue.record("\(text) is not told")
        continue
      }
      #expect(actual == "unknown", "\(text)")
    }
  }

  @Test("Servers and packets are found by what is known of them")
  func descriptions() {
    let cluster = Onlooker().state
    #expect(ServerDescription.some(.down, of: nil).server(in: cluster) == ServerID(2))
    #expect(ServerDescription.some(.leader, of: nil).server(in: cluster) == nil)
    #expect(ServerDescription.some(.any, of: .majority).server(in: cluster) == ServerID(1))
    #expect(FlightDescription(kind: .message).flights(in: cluster).map(\.id) == [4])
  }

  @Test("Happenings are told from what was seen of them", arguments: Language.allCases)
  func stories(language: Language) {
    let narrator = Narrator(in: language)
    let backend = Onlooker()
    for happening in backend.recent {
      let story = narrator.story(of: happening, in: backend.state)
      #expect(!story.isEmpty, "\(happening.what)")
      #expect(narrator.headline(of: happening, in: backend.state) != nil, "\(happening.what)")
      #expect(narrator.story(of: happening).count == story.count)
    }
  }

  @Test("Every firing of the table is told of a server of which nothing is known")
  func firings() {
    var nobody = RaftState(ServerID(2))
    nobody.role = .leader(nil)
    for row in SentenceTable().rows {
      for language in Language.allCases {
        for state in [RaftState(ServerID(2)), nobody] {
          var scene = row.scene
          (scene.before, scene.after) = (state, state)
          #expect(!Narrator(in: language).sentence(for: row.firing, in: scene).text.isEmpty)
        }
      }
    }
  }

  private static let quantities: [Quantity] =
    [
      .leader, .count(.leader), .count(.down), .count(.any), .term, .committed,
      .committedEverywhere, .acknowledged, .network, .logs, .violation, .quiet,
      .write(key: ShortText("x")!, value: ShortText("1")!), .read(key: ShortText("x")!),
    ] + fields(of: 1) + fields(of: 2)

  private static func fields(of number: Int) -> [Quantity] {
    let server = ServerDescription.named(ServerID(number))
    let fields: [Quantity.Field] = [
      .state, .term, .vote, .votes, .commit, .applied, .length, .log, .entry(1),
      .value(Text("x")!), .next(server), .match(server), .diskTerm, .diskVote, .revision,
      .compacted, .appliedTerm,
    ]
    return fields.map { .of(server, $0) }
  }

  private static let unknown: Set<Quantity> = {
    let known: [Quantity] = [
      .count(.any), .acknowledged, .network, .violation,
      .write(key: ShortText("x")!, value: ShortText("1")!), .read(key: ShortText("x")!),
      .of(.named(ServerID(2)), .state),
    ]
    return Set(quantities).subtracting(known)
  }()
}

/// A backend that sees three processes from outside, and hardly anything of them.
private struct Onlooker: Backend {
  var now: Time { 5_000 }
  var position: Int { recent.count }
  var nextDue: Time? { nil }
  var capabilities: Capabilities { [.cuts] }

  var state: ClusterState {
    let members = ServerSet.first(3)
    var servers = members.map { ServerState(RaftState($0)) }
    servers[1].life = .crashed
    var state = ClusterState(
      now: now, position: position, servers: servers, network: Topology(of: members))
    state.flights = [FlightState(id: 4, .message(Self.message), sentAt: 4_000)]
    return state
  }

  private static var message: Message {
    Message(
      from: ServerID(1), to: ServerID(3), term: 4, body: .requestVoteReply(voteGranted: true))
  }

  var recent: [Happening] {
    var number = 0
    func next(_ what: Happening.What, at server: Int? = nil) -> Happening {
      number += 1
      return Happening(number: number, time: number * 1_000, what, at: server.map { ServerID($0) })
    }
    var arrival = next(.delivered, at: 3)
    arrival.flight = FlightState(id: 4, .message(Self.message), sentAt: 4_000)
    arrival.witness = .message
    var loss = next(.lost(.cut))
    loss.flight = arrival.flight
    var written = next(.timeout(.election), at: 1)
    written.witness = .log
    return [
      arrival, loss, written, next(.stimulus(.crash(ServerID(2), keepingWrites: 0)), at: 2),
      next(.stimulus(.split([[ServerID(1)], [ServerID(2), ServerID(3)]]))), next(.stimulus(.heal)),
    ]
  }

  func refusal(of stimulus: Stimulus) -> Refusal? { nil }
  mutating func perform(_ stimulus: Stimulus) throws(Refusal) {}
  mutating func run(until time: Time, maximum: Int) -> Int { 0 }
}
