import ClientPrograms
import RaftCore
import Screen
import Simulation
import Teaching
import Testing

@testable import Workbench

@Suite("Refusals") struct RefusalTests {
  static let refusals: [Refusal] =
    [
      .noSuchServer(ServerID(7)), .isDown(ServerID(2)), .isUp(ServerID(2)), .isPaused(ServerID(2)),
      .isNotPaused(ServerID(2)), .isLeader(ServerID(3)), .noSuchFlight(4), .isHeld(4), .isWhole,
      .clientsBusy, .essential(.grantVote), .isNoLeader(ServerID(2)), .writesNothing(ServerID(2)),
      .waitsForNothing(ClientID(1)), .isManual,
      .isOff(.readIndex), .needs(.leaseReads, .checkQuorum),
      .isNeeded(.checkQuorum, by: .leaseReads),
      .nobodyLeads, .isHandedTo(ServerID(2)),
      .leadsAlready(ServerID(1)), .isStopping(ServerID(1)), .noPrograms, .noSuchProgram(.pod(4)),
      .programIsDown(.pod(1)), .programIsUp(.pod(1)), .programIsPaused(.pod(1)),
      .programIsNotPaused(.pod(1)), .electsNobody(.resource), .leadsNothing(.pod(1)),
      .watchesNothing, .essentialElection(.beginLeading),
      .hasSnapshot(ServerID(1)), .isWritingSnapshot(ServerID(1)), .isMember(ServerID(1)),
      .isNoMember(ServerID(1)), .isNoLearner(ServerID(1)), .leavesNobody, .changesNothing,
      .nothingDue(.program(.pod(1)), .timer(.look)), .nothingDue(.server(ServerID(1)), .next),
    ] + Counterpart.allCases.map { .hasNoCounterpart($0) }

  @Test("every refusal has a sentence of its own", arguments: Language.allCases)
  func sentences(language: Language) {
    let texts = Self.refusals.map { language.labels.text(of: $0) }
    #expect(Set(texts).count == texts.count)
    #expect(texts.allSatisfy { $0.hasSuffix(language == .english ? "." : "。") }, "\(texts)")
  }

  @Test("the list of refusals is whole")
  func whole() {
    // Adding a case makes this switch, and so the list, incomplete.
    let kinds = Self.refusals.map { refusal in
      switch refusal {
      case .noSuchServer: 0
      case .isDown: 1
      case .isUp: 2
      case .isPaused: 3
      case .isNotPaused: 4
      case .isLeader: 5
      case .noSuchFlight: 6
      case .isHeld: 7
      case .isWhole: 8
      case .clientsBusy: 9
      case .essential: 10
      case .isNoLeader: 11
      case .writesNothing: 12
      case .waitsForNothing: 13
      case .isManual: 14
      case .isOff: 15
      case .needs: 16
      case .isNeeded: 17
      case .nobodyLeads: 18
      case .isHandedTo: 19
      case .leadsAlready: 20
      case .isStopping: 21
      case .noPrograms: 22
      case .noSuchProgram: 23
      case .programIsDown: 24
      case .programIsUp: 25
      case .programIsPaused: 26
      case .programIsNotPaused: 27
      case .electsNobody: 28
      case .leadsNothing: 29
      case .watchesNothing: 30
      case .essentialElection: 31
      case .nothingDue: 32
      case .hasNoCounterpart: 33
      case .hasSnapshot: 34
      case .isWritingSnapshot: 35
      case .isMember: 36
      case .isNoMember: 37
      case .isNoLearner: 38
      case .leavesNobody: 39
      case .changesNothing: 40
      }
    }
    #expect(Set(kinds) == Set(0...40))
  }

  @Test(
    "what cannot be done is said and changes nothing; the next key takes the sentence away",
    arguments: [
      ("h", "whole already"), ("left", "the beginning"), ("m", "No message"),
      ("k t", "is down"), ("k z", "is down"), ("z t", "is paused"),
      ("n*3 3 t", "a leader has no election timer"), ("w*10", "clients are waiting"),
      ("space*3 m h h", "held already"), ("W enter", "is no write"),
    ])
  func said(keys: String, sentence: String) {
    let words = keys.split(separator: " ")
    var desk = Desk()
    for word in words.dropLast() { desk.press(String(word)) }
    let last = try! Desk.keys(String(words.last!))
    for key in last.dropLast() { desk.lab.handle(.key(key)) }
    let events = desk.lab.history.branch.records.count
    desk.lab.handle(.key(last.last!))
    #expect(desk.notice.joined(separator: " ").contains(sentence), "\(desk.notice)")
    #expect(desk.lab.history.branch.records.count == events)
    desk.press("esc")
    #expect(desk.notice.isEmpty)
  }

  @Test("a digit without a server selects nothing", arguments: 6...9)
  func noSuchServer(digit: Int) {
    let desk = Desk().pressing("2")
    #expect(desk.pressing("\(digit)").text == desk.text)
  }

  @Test("a server that stands by itself is not cut off again")
  func alone() {
    var desk = Pressing("2 i i")
    #expect(desk.position == 1)
    #expect(desk.place(of: "S2 stands by itself already; h heals the network.") != nil)
    desk.press("h i")
    #expect(desk.position == 3)
    let single = Pressing("i", servers: 1)
    #expect(single.position == 0)
  }

  @Test("what helps when nothing is due is named: z where a server is paused, k where all are down")
  func nothingDue() {
    let paused = Pressing("1 z 2 z 3 z space*20", servers: 3)
    #expect(paused.place(of: "z resumes a paused one.") != nil)
    let down = Pressing("1 k 2 k 3 k space*20", servers: 3)
    #expect(down.place(of: "k restarts one.") != nil)
  }
}
