import KeyValue
import RaftCore
import Screen
import Simulation
import Teaching
import TestSupport
import Testing

@testable import ObservedEtcd
@testable import Workbench

/// The screen over a cluster that is only watched: what it says was seen, and nothing else.
@Suite("Screens over what was seen") struct WatchedScreenTests {
  @Test(
    "whole screens, kept as text", arguments: [(80, 24), (120, 36)], [Language.english, .chinese])
  func screens(size: (Int, Int), language: Language) {
    let desk = WatchedStage().desk(columns: size.0, rows: size.1, language: language)
    Snapshot.expect(
      desk.rows.joined(separator: "\n") + "\n",
      matches: "watched-\(size.0)x\(size.1)\(language == .english ? "" : ".zh").txt")
  }

  @Test("nothing is said to change nothing, and every happening has a sentence or more")
  func sentences() {
    let stage = WatchedStage()
    for language in Language.allCases {
      var history = stage.history
      for position in 1...stage.history.branch.records.count {
        history.seek(to: position)
        let narrator = Narrator(
          in: language, naming: nil, history.state.entries)
        let latest = history.latest!
        let story = narrator.story(of: latest, in: history.state)
        #expect(!story.isEmpty && !story[0].text.isEmpty, "\(position) \(latest.what)")
        #expect(narrator.headline(of: latest)?.text.isEmpty == false, "\(latest.what)")
        for sentence in story {
          #expect(!sentence.text.contains("changes nothing"), "\(sentence.text)")
          #expect(!sentence.text.contains("被忽略"), "\(sentence.text)")
        }
      }
    }
  }

  @Test("entries are called what they ask for, and what founds a cluster is folded")
  func entries() {
    let desk = WatchedStage().desk(columns: 120, rows: 36)
    let text = desk.rows.joined(separator: "\n")
    #expect(text.contains("2 put x 1]"))
    #expect(text.contains("1–3"))
    #expect(!text.contains("add S1"))
    // Scrolled back, they stand there one by one.
    var back = desk
    back.lab.views.logScroll = 6
    #expect(back.rows.joined(separator: "\n").contains("[1 add S1"))
  }

  @Test("a client's lane has etcd's revision, what is unknown, and what was refused")
  func clients() {
    var stage = WatchedStage()
    #expect(stage.desk(columns: 120, rows: 36).rows.contains { $0.contains("✓ revision 2") })
    for (call, outcome) in [
      (8, CallOutcome.unknown("no answer in time")), (9, .refused("etcdserver: not leader")),
    ] {
      let operation = Operation(
        client: 2, serial: call, kind: .write(ShortText("7")!), key: ShortText("y")!)
      let event = ClientEvent(
        call: call, client: ClientID(2), member: ServerID(2), operation: operation, stage: .asked)
      stage.see(
        .act(
          .write(key: ShortText("y")!, value: ShortText("7")!, through: ServerID(2)), event))
      stage.hear(event, outcome)
    }
    let rows = stage.desk(columns: 120, rows: 36).rows
    #expect(rows.contains { $0.contains("? unknown: no answer in time") })
    #expect(rows.contains { $0.contains("✗ refused: etcdserver: not leader") })
  }

  @Test("timers are unknown: since when a leader was heard stands there, and when that is too long")
  func timers() {
    var stage = WatchedStage()
    stage.beat(commit: 5)
    stage.pass(milliseconds: 345)
    let rows = stage.desk().rows
    #expect(rows[1].contains("heard, ms"))
    #expect(rows[2].contains("S1  ★ leader") && rows[2].contains("?"))
    #expect(rows[3].contains("♥░░░░░ 34"), "\(rows[3])")
    stage.pass(milliseconds: 900)
    let text = stage.desk(columns: 120, rows: 40).rows.joined(separator: "\n")
    #expect(text.contains("♥▓▓▓░░124"), "\(text)")
  }

  @Test("messages that were seen stand where none waits, for a second")
  func messages() {
    var stage = WatchedStage()
    stage.beat(commit: 5)
    let text = stage.desk(columns: 120, rows: 36).rows.joined(separator: "\n")
    #expect(text.contains("seen in the last second"))
    #expect(text.contains("heartbeat  term 2  commit 5"), "\(text)")
    stage.pass(milliseconds: 2000)
    #expect(
      stage.desk(columns: 120, rows: 36).rows.contains {
        $0.contains("no message was seen in the last second")
      })
  }

  @Test("plain lines tell the same", arguments: Language.allCases)
  func plain(language: Language) {
    let glance = WatchedStage().desk(language: language).lab.glance
    let said =
      ServerTable(glance: glance).spoken + FlightsPane(glance: glance).spoken
      + ClientsPane(glance: glance).spoken + Inspector(glance: glance).spoken
    #expect(said.contains { $0.contains("revision 2") }, "\(said)")
    #expect(said.contains { $0.contains("a000000000000001") }, "\(said)")
    #expect(
      said.contains { $0.contains("1000–2000 ms") || $0.contains(language.labels.timerOfLeader) })
  }

  @Test(
    "what was seen and is over can be looked at, saved and gone through again, and not be changed")
  func recorded() {
    var stage = WatchedStage()
    stage.keep(in: "/kept/run.raftlab")
    for language in Language.allCases {
      var desk = stage.desk(columns: 120, rows: 36, language: language)
      #expect(desk.rows[0].contains(language.labels.recordedRun), "\(desk.rows[0])")
      desk.press("k")
      #expect(desk.lab.notice == .refused(.hasNoCounterpart(.recorded)))
      desk.press("space")
      #expect(desk.lab.notice == .refused(.hasNoCounterpart(.recorded)))
    }
    var desk = stage.desk(columns: 120, rows: 36)
    desk.press("S A r u n enter enter")
    #expect(
      desk.lab.takeRequests() == [
        .saveSeen(file: "/kept/run.raftlab", name: "arun", title: "Arun", isReplacing: false)
      ])
    desk.lab.take(.saved(.session, files: ["arun.raftlab"]))
    desk.press("home r")
    #expect(desk.lab.playback.isRunning && desk.lab.history.isInPast)
    desk.lab.tick(.seconds(60))
    #expect(!desk.lab.history.isInPast && !desk.lab.playback.isRunning)
  }

  @Test(
    "a cluster that runs already: what nobody sees is said so, and nothing is offered in vain",
    arguments: Language.allCases)
  func attached(language: Language) {
    for (columns, rows) in [(80, 24), (120, 36), (160, 50)] {
      var desk = WatchedStage.attached.desk(columns: columns, rows: rows, language: language)
      let text = desk.rows.joined(separator: "\n")
      // Where the title has no room for it, the panes say it all the same.
      if columns >= 120 {
        #expect(desk.rows[0].contains(language.labels.attachedRun), "\(desk.rows[0])")
      }
      #expect(text.contains(language.labels.messagesNotSeen), "\(text)")
      #expect(text.contains(language.labels.clientsNotSeen), "\(text)")
      #expect(text.contains(language.labels.silent), "\(text)")
      #expect(
        !text.contains(language.labels.noClients) && !text.contains(language.labels.nothingSeen))
      for key in ["w", "k", "m", "p", "X", "l"] {
        desk.press(key)
        #expect(desk.lab.notice == .refused(.hasNoCounterpart(.attached)), "\(key)")
        desk.press("esc")
      }
      let glance = desk.lab.glance
      #expect(FlightsPane(glance: glance).spoken == [language.labels.messagesNotSeen])
      #expect(ClientsPane(glance: glance).spoken == [language.labels.clientsNotSeen])
    }
    let desk = WatchedStage.attached.desk(columns: 120, rows: 36, language: language)
    Snapshot.expect(
      desk.rows.joined(separator: "\n") + "\n",
      matches: "watched-attached\(language == .english ? "" : ".zh").txt")
  }

  @Test("before anything was seen it is said what will be, by how the cluster is watched")
  func beginnings() {
    for language in Language.allCases {
      let texts = WatchedWay.allCases.map { language.labels.welcome($0) }
      #expect(Set(texts).count == texts.count)
      #expect(texts.map { $0.contains { $0.contains("k ") } } == [true, false, false])
      var desk = WatchedStage().desk(columns: 120, rows: 36, language: language)
      desk.press("home")
      let glance = desk.lab.glance
      #expect(glance.watchedWay == .recorded && glance.nobodyAsked == language.labels.noClientsThen)
      #expect(desk.rows.joined().contains(language.labels.noClientsThen))
    }
  }

  @Test("a list of sessions and an opened one tell what was seen", arguments: Language.allCases)
  func sessions(language: Language) {
    let entry = SessionEntry(
      .seen(program: "etcd 3.4.23", members: 3, kilobytes: 17), path: "/kept/run", name: "run")
    #expect(entry.line(in: language).contains("etcd 3.4.23"))
    #expect(entry.line(in: language).contains("17 kB"))
    var desk = WatchedStage().desk(language: language)
    desk.lab.take(
      .sessions(.opened(entry, .seen(WatchedStage().history, note: nil))))
    let count = WatchedStage().history.branch.records.count
    #expect(desk.lab.notice == .session(.seen(program: "etcd 3.4.23", events: count)))
    desk.lab.take(.sessions(.opened(entry, .seen(WatchedStage().history, note: "torn"))))
    #expect(desk.lab.notice == .session(.seenInPart("torn")))
  }

  @Test("charts count what clients asked and were told")
  func charts() {
    let desk = WatchedStage().desk(columns: 120, rows: 40, "f6")
    let rows = desk.rows.filter { $0.contains("requests") || $0.contains("answers") }
    #expect(desk.rows.contains { $0.contains("requests") && $0.contains(" 1") }, "\(rows)")
  }

  @Test("the inspector has the store, and where nobody can know it, says why")
  func store() {
    let desk = WatchedStage().desk(columns: 120, rows: 60)
    let text = Inspector(glance: desk.lab.glance).spoken.joined(separator: "\n")
    #expect(text.contains("x=1") && text.contains("revision 2"), "\(text)")
  }
}
