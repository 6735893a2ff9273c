import RaftCore
import Simulation
import Testing

@testable import Teaching

@Suite("Telling what happened alike once")
struct TellingTests {
  private func appends(_ server: Int, _ index: Int = 2) -> Phrase {
    "\(ServerID(server)) appends entry \(index: index)."
  }

  @Test("What differs by one server alone is told once, with the others and the last moment")
  func folds() {
    var telling = Telling()
    for (server, time) in [(3, 10), (5, 20), (2, 35)] {
      telling.add(appends(server), at: time, isTurningPoint: false)
    }
    #expect(telling.items.count == 1)
    #expect(telling.items[0].phrase == appends(3))
    #expect(telling.items[0].others == [ServerID(5), ServerID(2)])
    #expect(telling.items[0].until == 35)
  }

  @Test("Other numbers, other words, a second time at one server: each has a line of its own")
  func keepsApart() {
    var telling = Telling()
    for phrase in [
      appends(3), appends(5, 3), appends(3), "\(ServerID(2)) deletes entry \(index: 2).",
    ]
      as [Phrase]
    {
      telling.add(phrase, at: 1, isTurningPoint: false)
    }
    #expect(telling.items.map(\.others) == [[], [], [], []])
  }

  @Test("Only one of two servers may be another, the same in every place")
  func oneServer() {
    let (one, two, three) = (ServerID(1), ServerID(2), ServerID(3))
    let vote: Phrase = "\(one) votes for \(two): \(one) has not voted."
    #expect(
      Telling.difference(between: vote, and: "\(three) votes for \(two): \(three) has not voted.")!
        == (one, three))
    #expect(
      Telling.difference(between: vote, and: "\(three) votes for \(two): \(one) has not voted.")
        == nil)
    #expect(
      Telling.difference(between: vote, and: "\(three) votes for \(one): \(three) has not voted.")
        == nil)
    #expect(Telling.difference(between: vote, and: vote) == nil)
    // Whom it varies by stays: votes for S1 and votes by S1 are no list.
    var telling = Telling()
    telling.add("\(one) votes for \(two).", at: 1, isTurningPoint: false)
    telling.add("\(three) votes for \(two).", at: 2, isTurningPoint: false)
    telling.add("\(one) votes for \(three).", at: 3, isTurningPoint: false)
    #expect(telling.items.map(\.others) == [[three], []])
  }

  @Test("A turning point is never folded into another line")
  func turningPoints() {
    var telling = Telling()
    telling.add(appends(3), at: 1, isTurningPoint: true)
    telling.add(appends(5), at: 2, isTurningPoint: true)
    #expect(telling.items.count == 2)
  }
}

@Suite("Headlines of what broke, answers that come too late")
struct HeadlineTests {
  @Test("Where a property breaks, the headline says what happened, and names the property")
  func violation() throws {
    let lesson = try #require(Library.lesson(named: "voting"))
    for language in Language.allCases {
      let narrator = Narrator(in: language)
      var timeline = Timeline(lesson.script.settings)
      var runner = ScriptRunner(lesson.script, on: timeline)
      while runner.step != nil, timeline.latest?.violation == nil {
        runner.begin(on: timeline)
        if case .run? = runner.step?.kind {
          _ = runner.advance(on: &timeline, maximum: 1)
        } else {
          runner.perform(on: &timeline)
        }
      }
      let event = try #require(timeline.latest)
      let property = try #require(event.violation).property
      let headline = try #require(narrator.headline(of: event, in: timeline.state))
      #expect(headline.rule == .becomeLeader)
      #expect(headline.text.hasPrefix(narrator.words.text(of: property).title))
      #expect(headline.text.contains(language == .english ? "becomes leader" : "领导者"))
      #expect(
        narrator.story(of: event, in: timeline.state).last
          == narrator.sentence(for: event.violation!))
    }
  }

  @Test("An answer to a request that was given up is told as too late, one that was awaited is not")
  func tooLate() throws {
    // One try, given up long before the answer can be there.
    var settings = Settings(servers: 3, seed: 4)
    settings.timing.clientTries = 1
    settings.timing.clientTimeout = 30_000
    var timeline = Timeline(settings)
    while timeline.cluster.leader == nil { _ = timeline.step() }
    _ = timeline.run(until: timeline.now + 200_000)
    try timeline.perform(Stimulus(text: "write x=1"))
    var texts: [String] = []
    for _ in 0..<400 where timeline.step() {
      guard let event = timeline.latest else { continue }
      switch event.what {
      case .gaveUp, .answered:
        texts.append(Narrator(in: .english).headline(of: event)?.text ?? "")
        #expect(event.isTooLate == (event.what == .answered))
      default: break
      }
    }
    #expect(texts.count == 2)
    #expect(texts.last?.contains("too late") == true, "\(texts)")

    settings.timing.clientTimeout = 250_000
    var patient = Timeline(settings)
    while patient.cluster.leader == nil { _ = patient.step() }
    try patient.perform(Stimulus(text: "write x=1"))
    while patient.latest?.what != .answered { _ = patient.step() }
    #expect(patient.latest?.isTooLate == false)
    #expect(Narrator(in: .english).headline(of: patient.latest!)?.text.contains("is done") == true)
  }
}
