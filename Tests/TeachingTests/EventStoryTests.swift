import KeyValue
import RaftCore
import Simulation
import Teaching
import TestSupport
import Testing

@Suite("The story of an event")
struct EventStoryTests {
  /// One run through everything that can come from outside. No seed's luck is asserted here but
  /// that things happen.
  private func eventfulRun() throws -> Timeline {
    var timeline = Timeline(Settings(seed: 3))
    func servers(_ numbers: Int...) -> ServerSet { ServerSet(numbers.map(ServerID.init)) }
    func act(_ stimulus: Stimulus, then events: Int = 12) throws {
      try timeline.perform(stimulus)
      for _ in 0..<events { _ = timeline.step() }
    }
    let text = { (text: String) in ShortText(text)! }
    try act(.timeOut(ServerID(2)), then: 60)
    try act(.write(key: text("x"), value: text("3"), through: ServerID(1)), then: 60)
    try act(.read(key: text("x"), through: nil), then: 40)
    if let flight = timeline.cluster.network.flights.first {
      try act(.hold(flight: flight.id), then: 0)
      try act(.duplicate(flight: flight.id), then: 0)
      try act(.deliver(flight: flight.id), then: 0)
    }
    if let flight = timeline.cluster.network.flights.first { try act(.drop(flight: flight.id)) }
    try act(.pause(ServerID(3)))
    try act(.resume(ServerID(3)))
    try act(.split([servers(1, 2), servers(3, 4, 5)]), then: 80)
    try act(.write(key: text("y"), value: text("1"), through: ServerID(2)), then: 90)
    try act(.heal, then: 80)
    try act(.crash(ServerID(4)), then: 40)
    try act(.restart(ServerID(4)), then: 40)
    try act(.wipe(ServerID(5)), then: 0)
    try act(.cut(from: ServerID(1), to: ServerID(2)), then: 0)
    try act(.mend(from: ServerID(1), to: ServerID(2)), then: 0)
    try act(.isolate(ServerID(1)), then: 40)
    try act(.setClock(ServerID(2), permille: 1500), then: 0)
    try act(.setClock(ServerID(2), permille: 1000), then: 0)
    try act(.setLink(from: nil, to: ServerID(2), LinkQuality(loss: 500)), then: 200)
    try act(.setRule(.upToDateCheck, isOn: false), then: 60)
    return timeline
  }

  @Test("Every event of an eventful run is told, in every language, in short sentences")
  func everyEvent() throws {
    var timeline = try eventfulRun()
    let last = timeline.position
    timeline.seek(to: 0)
    var kinds: Set<EventRecord.Kind> = []
    let narrators = Language.allCases.map { Narrator(in: $0) }
    while timeline.position < last, timeline.step(), let event = timeline.latest {
      kinds.insert(event.kind)
      for narrator in narrators { expectTold(event, timeline.state, by: narrator) }
    }
    // There are no programs outside here; those have suites of their own.
    #expect(kinds == Set(EventRecord.Kind.allCases).subtracting([.outside]))
  }

  private func expectTold(_ event: Happening, _ cluster: ClusterState, by narrator: Narrator) {
    let story = narrator.story(of: event, in: cluster)
    #expect(!story.isEmpty, "\(event.what)")
    #expect(story.count >= event.step.firings.count)
    #expect(narrator.headline(of: event, in: cluster) != nil)
    // Without the cluster at hand it is told too, as for events long past.
    #expect(narrator.story(of: event).count == story.count)
    for sentence in story {
      #expect(columns(sentence.text) <= 160, "\(columns(sentence.text)): \(sentence.text)")
      #expect(hasHan(sentence.text) == (narrator.language == .chinese), "\(sentence.text)")
      #expect(!sentence.text.contains("  "), "\(sentence.text)")
    }
  }

  @Test(
    "Whatever fires in a bad network, with any rule off, has a sentence of its own",
    arguments: Rule.allCases.filter(\.isSwitchable))
  func badWeather(rule: Rule) throws {
    let link = LinkQuality(latency: 1_000...90_000, loss: 100, duplication: 100, reordering: 200)
    let settings = Settings(
      seed: 11, rules: RuleSet(without: [rule]), link: link, writeInterval: 40_000)
    var timeline = Timeline(settings)
    let narrators = Language.allCases.map { Narrator(in: $0) }
    for number in 1...1500 {
      if number % 150 == 0 {
        // Two of five at most are down at a time.
        let server = ServerID(number / 150 % 2 + 1)
        let isDown = timeline.cluster[server].life == .crashed
        try timeline.perform(isDown ? .restart(server) : .crash(server, keepingWrites: 1))
      } else {
        _ = timeline.step()
      }
      guard let event = timeline.latest else { continue }
      for narrator in narrators {
        expectTold(event, timeline.state, by: narrator)
        expectOwnWords(event, by: narrator)
      }
    }
  }

  private func expectOwnWords(_ event: Happening, by narrator: Narrator) {
    for sentence in narrator.story(of: event) {
      guard let rule = sentence.rule, let server = event.server else { continue }
      let general = narrator.words.otherwise(server, follows: narrator.words.text(of: rule))
      #expect(sentence.phrase != general, "\(event.step.firings)")
    }
  }

  @Test("What comes from outside reads as it did", arguments: Language.allCases)
  func stimuli(language: Language) throws {
    var timeline = try eventfulRun()
    let narrator = Narrator(in: language)
    var lines = ""
    // An act is told at the moment after it, when the cluster is as it left it.
    for placed in timeline.branch.acts {
      timeline.seek(to: placed.event)
      guard let event = timeline.latest, event.number == placed.event else {
        Issue.record("event \(placed.event) is not at hand")
        continue
      }
      lines += narrator.story(of: event, in: timeline.state)[0].text + "\n"
    }
    Snapshot.expect(lines, matches: "stimuli.\(language.rawValue).txt")
  }

  @Test("Packets, clients' fates, violations and refusals read as they did")
  func otherTexts() {
    for language in Language.allCases {
      let lines = PacketTable.lines(in: Narrator(in: language))
      for line in lines {
        #expect(columns(line.text) <= 160, "\(line.text)")
        #expect(!line.text.contains("\n"), "\(line.text)")
      }
      Snapshot.expect(
        lines.map { $0.text + "\n" }.joined(), matches: "events.\(language.rawValue).txt")
    }
  }
}
